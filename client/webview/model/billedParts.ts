// The ways in which tokens of a tick are billed, in the order in which they are stacked.
import type { Money, TickUsage, TimelineTick } from '../../../server/src/engine/profile/index.ts';

export interface BilledPart {
  readonly kind: 'read' | 'write5m' | 'write1h' | 'fresh' | 'output';
  readonly name: string;
  readonly tokens: (usage: TickUsage) => number;
  readonly cost: (costs: NonNullable<TimelineTick['costs']>) => Money;
}

const billedParts: readonly BilledPart[] = [
  { kind: 'read', name: 'read', tokens: ({ read }) => read, cost: ({ read }) => read },
  {
    kind: 'write5m',
    name: '5 m write',
    tokens: ({ write5m, write30m = 0 }) => write5m + write30m,
    cost: ({ write5m, write30m }) => write5m + write30m,
  },
  {
    kind: 'write1h',
    name: '1 h write',
    tokens: ({ write1h, write12h = 0 }) => write1h + write12h,
    cost: ({ write1h, write12h }) => write1h + write12h,
  },
  { kind: 'fresh', name: 'fresh', tokens: ({ fresh }) => fresh, cost: ({ fresh }) => fresh },
  { kind: 'output', name: 'output', tokens: ({ output }) => output, cost: ({ output }) => output },
];

/** Newer OpenAI models write for 30 minutes and for 12 hours instead; no provider writes for both. */
export function partsOf(usages: readonly TickUsage[]): readonly BilledPart[] {
  const has30m = usages.some(({ write30m = 0 }) => write30m > 0);
  const has12h = usages.some(({ write12h = 0 }) => write12h > 0);
  return billedParts
    .filter((part) => part.kind === 'read' || usages.some((usage) => part.tokens(usage) > 0))
    .map((part) => {
      if (part.kind === 'write5m' && has30m) return { ...part, name: '30 m write' };
      return part.kind === 'write1h' && has12h ? { ...part, name: '12 h write' } : part;
    });
}
