// Reports a breakpoint whose prefix is too short for the model to cache.
import type { HolePiece, Segment } from '../model/index.ts';
import { removeMarksFix } from './edits/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { formatLimit } from './shared/formatLimit.ts';
import { formatTokens } from './shared/formatTokens.ts';
import { reuseOf } from './shared/reuse.ts';

/** Sources whose text is short whatever it says. */
const short: ReadonlySet<HolePiece['source']['kind']> = new Set(['clock', 'date', 'random', 'counter']);

export const breakpointBelowMinimum = defineRule({
  id: 'breakpoint-below-minimum',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'the prefix at a mark is below the minimum of the model, so nothing is cached',
  docs: {
    what: 'Reports a mark when even the high end of the estimate of everything up to it lies below the shortest prefix that the model caches. A borderline estimate is a hint.',
    why: 'The provider ignores such a mark and says nothing: no error, no write, no read. The minimum differs from model to model, from 512 to 4,096 tokens.',
    fix: 'Move the mark to a later block, so that it covers enough, or remove it.',
    whenNotToUse: 'When the prompt is about to grow, or when the same code serves models with a lower minimum.',
  },
  messages: {
    below:
      'Nothing is cached at this breakpoint: the prefix is {tokens}, and {model} caches from {minimum}. Move the mark to a later block or remove it.',
    borderline:
      'This breakpoint may cache nothing: the prefix is {tokens}, close to the {minimum} from which {model} caches. Count it exactly before relying on it.',
  },
  *check(context) {
    const { analyzed, limits } = context;
    const { layout, estimate, call } = analyzed;
    if (limits.minimumTokens === undefined) return;
    for (const [index, breakpoint] of layout.breakpoints.entries()) {
      const { mark, after, block } = breakpoint;
      const count = estimate.breakpoints[index];
      if (count === undefined || mark.automatic || mark.presence === 'sometimes') continue;
      if (layout.blocks[block]?.level === 'messages' && reuseOf(call) === 'turns') continue;
      const covered = layout.segments.slice(0, after);
      if (!covered.every(isKnown) || count.low >= limits.minimumTokens) continue;
      const isSure = count.high + schemaBound(covered) < limits.minimumTokens;
      if (!isSure && count.tokens >= limits.minimumTokens) continue;
      yield {
        messageId: isSure ? 'below' : 'borderline',
        place: mark.place,
        severity: isSure ? 'warning' : 'hint',
        data: {
          tokens: formatTokens(count.tokens),
          minimum: formatLimit(limits.minimumTokens),
          model: modelName(context),
        },
        fixes: () => (isSure ? removeMarksFix(context, [breakpoint], 'safe') : []),
      };
    }
  },
});

function isKnown(segment: Segment): boolean {
  if (segment.kind === 'open' || segment.repeated) return false;
  return segment.pieces.every(
    (piece) => piece.kind === 'literal' || (piece.kind === 'hole' && (short.has(piece.source.kind) || isSchema(piece))),
  );
}

/** A schema written out in the source with a schema library: its JSON is not known, but its size is bounded by its code. */
function isSchema({ source }: HolePiece): boolean {
  return /^(?:z|v|t|Type|Schema)\.\w+\(/.test(source.label);
}

/** Upper bound in tokens for the schemas: less than one token for each character of their code. */
function schemaBound(segments: readonly Segment[]): number {
  let bound = 0;
  for (const { pieces } of segments) {
    for (const piece of pieces) {
      if (piece.kind === 'hole' && isSchema(piece)) bound += piece.place.end - piece.place.start;
    }
  }
  return bound;
}

function modelName({ analyzed: { estimate } }: CallContext): string {
  return estimate.model === undefined || estimate.modelAssumed ? 'the model' : `\`${estimate.model}\``;
}
