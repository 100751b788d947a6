// Reports classification and routing calls that think at length before they name a label.
import { literalNumber, literalText, type Request, type Value } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { closedAnswerOf } from './shared/closedAnswer.ts';
import { fieldOf } from './shared/fieldOf.ts';
import { formatLimit } from './shared/formatLimit.ts';
import { formatMoney } from './shared/formatMoney.ts';

const highEfforts = ['high', 'xhigh', 'max'];

/** The smallest budget that Anthropic takes; a smaller one elsewhere is no long thought. */
const longThought = 1024;

export const oversizedReasoning = defineRule({
  id: 'oversized-reasoning',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'a call that classifies or routes runs with extended thinking or high effort',
  docs: {
    what: 'Reports calls whose answer is one of a closed set (a schema of enumerations and booleans only, a tool that must be called and takes nothing else, or an output limit of a few tokens with a prompt that lists the labels) and that ask for extended thinking with a budget, or for high effort or more.',
    why: 'Thought is billed as output, the dearest kind of token, and the user waits for it. In front of a label of a few tokens it is nearly all of the bill, and it seldom changes which label comes out.',
    fix: 'Leave thinking out, or ask for the least effort that the model has, and compare the labels on a sample of real questions.',
    whenNotToUse:
      'When the label is a hard judgement, such as whether an answer is correct, and measurements show that thought makes it better. Adaptive thinking is not reported: the model decides how much.',
  },
  messages: {
    thinks:
      'The answer of this call is {answer}, and it asks for {what} first. Thought is billed as output{cost}, and the caller waits for it. Leave it out here, or ask for the least effort.',
  },
  *check({ analyzed, limits }) {
    const { request } = analyzed.call;
    const thought = thoughtOf(request);
    if (thought === undefined) return;
    const answer = closedAnswerOf(request);
    if (answer === undefined) return;
    yield {
      messageId: 'thinks',
      place: thought.place,
      data: { answer, what: thought.what, cost: costOf(thought, limits) },
    };
  },
});

interface Thought {
  readonly what: string;
  readonly place: Place;
  /** Most tokens that may be thought. */
  readonly budget?: number;
}

function thoughtOf(request: Request): Thought | undefined {
  const given = (name: string): Value | undefined => {
    const param = request.params.get(name);
    return param?.presence === 'always' ? param.value : undefined;
  };
  const config = given('thinking_config') ?? given('thinkingConfig');
  return (
    budgetOf(given('thinking')) ??
    budgetOf(config) ??
    effortOf(given('reasoning_effort')) ??
    effortOf(fieldOf(given('reasoning'), 'effort')) ??
    effortOf(fieldOf(given('output_config'), 'effort')) ??
    effortOf(fieldOf(config, 'thinking_level', 'thinkingLevel'))
  );
}

function budgetOf(value: Value | undefined): Thought | undefined {
  const type = fieldOf(value, 'type');
  const tokens = fieldOf(value, 'budget_tokens', 'budgetTokens', 'thinking_budget', 'thinkingBudget');
  const budget = literalNumber(tokens);
  if (value === undefined || (type !== undefined && literalText(type) !== 'enabled')) return undefined;
  if (budget === undefined || budget < longThought) return undefined;
  return { what: `up to ${formatLimit(budget)} of thinking`, place: value.place, budget };
}

function effortOf(value: Value | undefined): Thought | undefined {
  const effort = value?.kind === 'symbol' ? value.path.at(-1) : literalText(value);
  if (value === undefined || effort === undefined || !highEfforts.includes(effort.toLowerCase())) return undefined;
  return { what: `${effort.toLowerCase()} effort`, place: value.place };
}

function costOf({ budget }: Thought, { outputRate }: CallContext['limits']): string {
  if (outputRate === undefined) return '';
  if (budget === undefined) return ` (${formatMoney(outputRate * 1000n)} for 1,000 tokens)`;
  return `, here up to ${formatMoney(outputRate * BigInt(budget))} on each call`;
}
