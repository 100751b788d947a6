// Answers how a call is sent again: the question that decides whether a prefix is worth caching at all.
import type { ModelCall } from '../../model/index.ts';

/**
 * `turns`: the next request of the same run continues this one, so everything sent now is sent again.
 * `repeats`: sent again with another ending (a loop over items, a rebuilt message, a fan-out).
 * `once`: one request for each run; only the next run can share its prefix.
 */
export type Reuse = 'turns' | 'repeats' | 'once';

export function reuseOf(call: ModelCall): Reuse {
  const { history, request } = call;
  if (history.kind === 'appended' || history.kind === 'conversation') return 'turns';
  if (request.innerLoop !== undefined) return 'turns';
  if (history.kind === 'rewritten') return holdsTurns(call) ? 'turns' : 'repeats';
  if (history.kind === 'unknown' && call.repeated) return 'turns';
  if (call.repeated || call.fanOuts.length > 0) return 'repeats';
  return 'once';
}

/** The conversation grows from tick to tick inside the program's own loop (or the SDK's). */
export function growsInRun(call: ModelCall): boolean {
  const { history, request, next } = call;
  if (history.kind === 'appended') return true;
  if (history.kind === 'rewritten' && next !== undefined && holdsTurns(call)) return true;
  return request.innerLoop !== undefined && history.kind !== 'conversation';
}

/** A rebuilt list of one message is no conversation: nothing of it is sent again in its old place. */
function holdsTurns({ request, next }: ModelCall): boolean {
  return [request.messages, next?.messages].some(
    (messages) =>
      messages !== undefined &&
      (messages.open || messages.blocks.some((block) => block.repeated || block.role === 'assistant')),
  );
}
