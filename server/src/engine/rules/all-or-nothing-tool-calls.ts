// Reports requests that run together and lose the answers of all when one of them fails.
import { type FanOut, samePieces } from '../model/index.ts';
import { settleFix } from './edits/index.ts';
import { type CheckedCall, defineRule } from './rule.ts';

export const allOrNothingToolCalls = defineRule({
  id: 'all-or-nothing-tool-calls',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'unsafe',
  takes: 'facts',
  summary: 'one call that fails discards the results of the others',
  docs: {
    what: 'Reports the same model call or agent run that is started several times together (`Promise.all`, `asyncio.gather`), over a collection or as samples of one question, when an error of one of them is taken neither in the branch nor around the whole.',
    why: 'The first failure rejects the whole. The others run on and are paid for, and nobody sees their answers. With ten branches that fail once in a hundred times, every tenth run is lost.',
    fix: 'Let each branch settle: `Promise.allSettled`, `gather(..., return_exceptions=True)`, or a handler in the branch that gives an error result back.',
    whenNotToUse: 'When a partial result is worth nothing and the whole is tried again.',
  },
  messages: {
    rejects: 'One request that fails discards the answers of the others, which are paid for all the same. {advice}',
  },
  *check(context) {
    const { facts, calls } = context;
    for (const checked of calls) {
      const { call } = checked.analyzed;
      const fanOut = call.fanOuts.map((id) => facts.fanOuts[id]).findLast(isAllOrNothing);
      if (fanOut === undefined || !isOneOfMany(checked, fanOut, calls)) continue;
      const isPython = call.site.language === 'python';
      yield {
        call: call.id,
        messageId: 'rejects',
        place: fanOut.place,
        data: {
          advice: isPython
            ? 'Take errors in each branch, or gather with `return_exceptions=True`.'
            : 'Take errors in each branch, or use `Promise.allSettled`.',
        },
        fixes: () => settleFix(context, fanOut.place),
      };
    }
  },
});

function isAllOrNothing(fanOut: FanOut | undefined): fanOut is FanOut {
  return fanOut !== undefined && fanOut.form === 'all' && fanOut.rejects === true;
}

/** Different requests that make one answer together are nothing without each other; the same one several times is. */
function isOneOfMany(checked: CheckedCall, fanOut: FanOut, calls: readonly CheckedCall[]): boolean {
  if (fanOut.width === undefined) return fanOut.decidedBy !== undefined;
  return calls.some(
    (other) => other !== checked && other.analyzed.call.fanOuts.includes(fanOut.id) && isSameAsk(checked, other),
  );
}

function isSameAsk({ analyzed: a }: CheckedCall, { analyzed: b }: CheckedCall): boolean {
  const [left, right] = [a, b].map(({ layout }) => layout.segments.filter(({ level }) => level !== 'messages'));
  return (
    a.call.site.callee.label === b.call.site.callee.label &&
    left !== undefined &&
    right !== undefined &&
    left.length > 0 &&
    left.length === right.length &&
    left.every((segment, index) => samePieces(segment.pieces, right[index]?.pieces ?? []))
  );
}
