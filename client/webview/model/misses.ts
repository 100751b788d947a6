// The misses of a run, predicted or measured: ticks that miss at one place for one reason are told together.
import type { TimelineTick } from '../../../server/src/engine/profile/index.ts';
import type { PageFinding, ProfilePage, ProfileTick, RecordedTick } from '../../../server/src/protocol/index.ts';

export interface Miss {
  /** From 1. */
  readonly ticks: readonly number[];
  /** The provider's own word, or ours. */
  readonly reason: string;
  /** Cached tokens that were not read, of the first of the ticks. */
  readonly tokens?: number;
  /** Index into the blocks of the page. */
  readonly block?: number;
  /** The two texts around the first difference. */
  readonly texts?: { readonly before: string; readonly after: string; readonly byte: number; readonly place: string };
}

export function predictedMisses(ticks: readonly TimelineTick[]): readonly Miss[] {
  return grouped(
    ticks.flatMap(({ miss }, at): Miss[] =>
      miss === undefined
        ? []
        : [
            {
              ticks: [at + 1],
              reason: miss.reason,
              ...(miss.tokens === undefined ? {} : { tokens: miss.tokens }),
              ...(miss.block === undefined ? {} : { block: miss.block }),
            },
          ],
    ),
  );
}

type SentTick = Pick<ProfileTick, 'tick' | 'divergence' | 'missedTokens'> & { readonly reason?: string | undefined };

export function measuredMisses(ticks: readonly ProfileTick[]): readonly Miss[] {
  return sentMisses(ticks.map((tick) => ({ ...tick, reason: tick.missReason })));
}

export function recordedMisses(ticks: readonly RecordedTick[]): readonly Miss[] {
  return sentMisses(ticks.map((tick) => ({ ...tick, reason: tick.miss })));
}

function sentMisses(ticks: readonly SentTick[]): readonly Miss[] {
  return grouped(
    ticks.flatMap(({ tick, divergence, missedTokens, reason }): Miss[] => {
      if (divergence === undefined && reason === undefined) return [];
      const source = divergence?.source;
      return [
        {
          ticks: [tick],
          reason: reason ?? 'not_reported',
          ...(missedTokens === undefined ? {} : { tokens: missedTokens }),
          ...(divergence === undefined
            ? {}
            : {
                block: divergence.block,
                texts: {
                  before: divergence.before,
                  after: divergence.after,
                  byte: divergence.byte,
                  place:
                    source === undefined
                      ? divergence.level
                      : `${source.path.slice(source.path.lastIndexOf('/') + 1)}:${source.line}`,
                },
              }),
        },
      ];
    }),
  );
}

function grouped(misses: readonly Miss[]): readonly Miss[] {
  const groups = new Map<string, Miss>();
  for (const miss of misses) {
    const key = JSON.stringify([miss.reason, miss.block, miss.texts?.place]);
    const known = groups.get(key);
    groups.set(key, known === undefined ? miss : { ...known, ticks: [...known.ticks, ...miss.ticks] });
  }
  return [...groups.values()];
}

/** Those about the block that differs; without one, those about its level or about anything. */
export function findingsFor({ findings, blocks }: ProfilePage, { block, reason }: Miss): readonly PageFinding[] {
  const atBlock = findings.filter((finding) => finding.block !== undefined && finding.block === block);
  if (atBlock.length > 0) return atBlock;
  const level = blocks[block ?? -1]?.level ?? /^(tools|system|messages)_changed$/.exec(reason)?.[1];
  const atLevel = findings.filter((finding) => blocks[finding.block ?? -1]?.level === level && level !== undefined);
  return atLevel.length > 0 ? atLevel : findings.filter((finding) => finding.block === undefined);
}

export function tickNumbers(ticks: readonly number[]): string {
  const [first = 0] = ticks;
  const last = ticks.at(-1) ?? first;
  if (ticks.length === 1) return `Tick ${first}`;
  if (last - first === ticks.length - 1) return `Ticks ${first} to ${last}`;
  return ticks.length > 8 ? `Ticks ${ticks.slice(0, 6).join(', ')} … ${last}` : `Ticks ${ticks.join(', ')}`;
}

/** What two texts share in front and behind, and what lies between. */
export function difference(before: string, after: string): { readonly front: number; readonly back: number } {
  const shorter = Math.min(before.length, after.length);
  let front = 0;
  while (front < shorter && before[front] === after[front]) front++;
  let back = 0;
  while (back < shorter - front && before.at(-1 - back) === after.at(-1 - back)) back++;
  return { front, back };
}
