// Reports classification and routing calls that run on a model of which the provider has one at a quarter of the price.
import type { Request } from '../model/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { closedAnswerOf } from './shared/closedAnswer.ts';
import { formatMoney } from './shared/formatMoney.ts';
import { formatTokens } from './shared/formatTokens.ts';

const perMillion = 1_000_000n;

export const routerOnLargeModel = defineRule({
  id: 'router-on-large-model',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'a call that only classifies or routes runs on a large model',
  docs: {
    what: 'Reports calls whose answer is one of a closed set, on a model of which the same provider has a current one with input at a quarter of the price or less. The set is seen in the request: a schema of enumerations and booleans only, a tool that must be called and takes nothing else, or an output limit of a few tokens with a prompt that lists the labels.',
    why: 'To pick one of a few labels is the easiest thing that is asked of a model, and it is asked before every other request. A small model answers as well in most cases, sooner, and for a fraction of the money.',
    fix: 'Run the small model on a sample of real questions, compare its labels with those of the large one, and change the model where they agree. Let it say when it is not sure, and ask the large one then.',
    whenNotToUse:
      'When the labels need judgement, as with a review of safety or of an answer, and the small model was measured to be worse. Calls that send images, that have cache marks, and whose model is configured elsewhere are not reported.',
  },
  messages: {
    large:
      'The answer of this call is {answer}, and `{model}` is a large model for that. `{smaller}` reads input for {small} per million tokens instead of {large}{each}. Compare both on your own questions.',
  },
  *check({ analyzed, limits }) {
    const { request } = analyzed.call;
    const { smaller, inputRate } = limits;
    const model = namedModel(request);
    if (smaller === undefined || inputRate === undefined || model === undefined) return;
    // What is read from the cache of a large model may cost less than what a small one reads afresh.
    if (analyzed.layout.breakpoints.length > 0 || holdsMedia(request)) return;
    const answer = closedAnswerOf(request);
    if (answer === undefined) return;
    yield {
      messageId: 'large',
      place: request.modelValue?.place ?? analyzed.call.site.calleePlace,
      data: {
        answer,
        model,
        smaller: smaller.id,
        small: dollars(smaller.inputRate * perMillion),
        large: dollars(inputRate * perMillion),
        each: eachCall(analyzed.estimate, smaller.inputRate, inputRate),
      },
    };
  },
});

/** A model that is chosen when the program runs is not this one for certain. */
function namedModel({ models, modelValue }: Request): string | undefined {
  const isWritten = modelValue?.kind === 'text' || modelValue?.kind === 'symbol';
  return isWritten && models.length === 1 ? models[0] : undefined;
}

function holdsMedia({ messages }: Request): boolean {
  return messages?.blocks.some(({ type }) => type === 'image' || type === 'document') === true;
}

/** Only where all of the text is known: the rest of the scenario's sizes would be made up. */
function eachCall({ input }: CallContext['analyzed']['estimate'], small: bigint, large: bigint): string {
  if (input.method === 'assumed' || input.tokens === 0) return '';
  const tokens = BigInt(input.tokens);
  return `: the ${formatTokens(input.tokens)} of this prompt cost ≈${formatMoney(tokens * small)} there and ≈${formatMoney(tokens * large)} here`;
}

function dollars(money: bigint): string {
  return formatMoney(money).replace(/(\.\d\d)0+$/, '$1');
}
