// Reports agent loops that nothing but the model ends.
import type { Block, LoopFact, Money } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { limitLoopFix } from './edits/index.ts';
import { type CheckedCall, type Documents, defineRule } from './rule.ts';
import { formatMoney } from './shared/formatMoney.ts';
import { formatTokens } from './shared/formatTokens.ts';
import { headOfLoop } from './shared/headOfLoop.ts';

/** Ticks that the price in the message is given for: more than an agent needs, and soon reached by one that goes astray. */
const pricedTicks = 50;

export const unboundedAgentLoop = defineRule({
  id: 'unbounded-agent-loop',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'unsafe',
  takes: 'facts',
  summary: 'a loop around a model call that only the model ends',
  docs: {
    what: 'Reports loops that send a growing conversation again on each tick and end only when the model stops asking for tools, or is content with a draft: no limit on ticks, tokens, time or cost, neither in the loop nor in what it calls.',
    why: 'Every tick sends everything before it again, so the price of a run grows with the square of its ticks. A model that repeats a failing call, or a judge that is never content, runs until somebody looks at the bill.',
    fix: 'Count the ticks and stop at a limit that a good run stays well below. Say so to the model in the last tick, so that it can answer with what it has.',
    whenNotToUse:
      'When something outside of the program limits the run: a time limit of the job, a budget of the API key.',
  },
  messages: {
    unbounded:
      'Only the model ends this loop.{cost} Stop after a number of ticks, or when a budget of tokens, time or money is spent.',
    infinite:
      'The limit of this loop is infinite unless a caller sets one, so that only the model ends it.{cost} Give the limit a finite default.',
    optional:
      'The limit of this loop holds only where `{flag}` is set; everywhere else only the model ends it.{cost} Limit it always.',
  },
  *check(context) {
    for (const checked of context.calls) {
      const { call } = checked.analyzed;
      const loop = innermost(checked);
      if (loop === undefined || !isOpenEnded(loop, context) || !feedsAnswersBack(checked)) continue;
      const place = headOfLoop(loop, context);
      const flag = loop.bounds.find(({ onlyIf }) => onlyIf !== undefined)?.onlyIf;
      yield {
        call: call.id,
        messageId: flag !== undefined ? 'optional' : isInfinite(loop) ? 'infinite' : 'unbounded',
        place,
        data: { cost: costOf(checked), ...(flag === undefined ? {} : { flag }) },
        related: [{ place: call.site.calleePlace, message: 'sent on every tick' }],
        fixes: () => limitLoopFix(context, loop),
      };
    }
  },
});

/** The loop that sends the call again; one that goes over a collection ends with it. */
function innermost({ analyzed: { call } }: CheckedCall): LoopFact | undefined {
  return call.site.frames.flatMap((frame) => frame.loops).findLast((loop) => !loop.isRetry);
}

function isOpenEnded(loop: LoopFact, documents: Documents): boolean {
  if (loop.form === 'each' || loop.form === 'recursion' || loop.waits || loop.raises) return false;
  if (loop.bounds.some(({ kind, onlyIf }) => kind !== 'condition' && onlyIf === undefined)) return false;
  return loop.endless || decidesByItself(loop, documents) || isInfinite(loop);
}

function isInfinite({ bounds }: LoopFact): boolean {
  return bounds.some((bound) => bound.isInfinite === true);
}

/** What an answer says of why it ended, or of the tools that it asks for. */
const ofAnAnswer = /stop_?reason|finish_?reason|tool_?calls|tool_?uses?|function_?calls?|requires_action|end_turn/i;

function decidesByItself({ bounds }: LoopFact, documents: Documents): boolean {
  return bounds.some(({ place }) => ofAnAnswer.test(textOf(place, documents)));
}

/** What the model answered is part of the next request: the conversation grows by itself. */
function feedsAnswersBack({ analyzed: { call, patterns } }: CheckedCall): boolean {
  const { history } = call;
  // The verdict on a draft goes into the next attempt, whatever the conversation is.
  if (patterns.some(({ name }) => name === 'evaluator–optimizer')) return true;
  // A history that is cut keeps its newest answers all the same.
  if (history.kind === 'rewritten')
    return call.request.tools !== undefined && (call.next?.messages?.blocks.some(isAnswer) ?? false);
  if (history.kind === 'conversation') return call.request.tools !== undefined;
  return history.kind === 'appended' && history.items.some(isAnswer) && !history.items.some(isFromOutside);
}

function isAnswer({ role, pieces }: Block): boolean {
  return role === 'assistant' || pieces.some((piece) => piece.kind === 'hole' && piece.source.kind === 'model-output');
}

function isFromOutside({ pieces }: Block): boolean {
  return pieces.some(
    (piece) => piece.kind === 'hole' && (piece.source.kind === 'user' || piece.source.kind === 'request'),
  );
}

function costOf({ analyzed: { estimate }, limits, scenario }: CheckedCall): string {
  const growth = scenario.outputTokens + scenario.toolResultTokens;
  const tokens = pricedTicks * estimate.input.tokens + ((pricedTicks * (pricedTicks - 1)) / 2) * growth;
  const money: Money | undefined = limits.inputRate === undefined ? undefined : limits.inputRate * BigInt(tokens);
  const price = money === undefined ? '' : ` (≈${formatMoney(money)} without a cache)`;
  return ` A run of ${pricedTicks} ticks sends ${formatTokens(tokens)}${price}.`;
}

function textOf({ path, start, end }: Place, documents: Documents): string {
  return documents.text(path)?.slice(start, end) ?? '';
}
