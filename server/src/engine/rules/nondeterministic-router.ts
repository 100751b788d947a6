// Reports classification and routing calls that sample their answer.
import { literalNumber, type Request } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { temperatureFix } from './edits/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { closedAnswerOf } from './shared/closedAnswer.ts';

/** With one of these the answer is not drawn freely, or several are drawn on purpose. */
const otherSampling = ['top_p', 'top_k', 'topP', 'topK', 'seed', 'n', 'candidate_count', 'candidateCount'];

/** A model that thinks takes no temperature of its own. */
const thinking = ['thinking', 'reasoning', 'reasoning_effort', 'thinking_config', 'thinkingConfig'];

export const nondeterministicRouter = defineRule({
  id: 'nondeterministic-router',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'unsafe',
  takes: 'call',
  summary: 'a call that classifies or routes samples its answer, so equal questions can go apart',
  docs: {
    what: 'Reports calls whose answer is one of a closed set (a schema of enumerations and booleans only, a tool that must be called and takes nothing else, or an output limit of a few tokens with a prompt that lists the labels) with a temperature above zero, or with none where the default of the API is above zero. Only models that are known to take a temperature count.',
    why: 'A sampled label is another one now and then for the same question. The same question then takes another route, which no test shows reliably, and a cache of routes keeps whichever label came first.',
    fix: 'Set `temperature` to 0. The answers become nearly always the same, and can be cached by their question.',
    whenNotToUse:
      'When the call is made several times on purpose to take a vote. Requests with `top_p`, `top_k`, `seed` or `n`, and those that think first, are not reported.',
  },
  messages: {
    sampled:
      'The answer of this call is {answer}, and it is sampled at {temperature}: equal questions can get different labels, which makes routes hard to test and to cache. Set the temperature to 0.',
  },
  *check(context) {
    const { call } = context.analyzed;
    const { request } = call;
    if (context.limits.takesTemperature !== true) return;
    if ([...otherSampling, ...thinking].some((name) => request.params.has(name))) return;
    const sampled = sampledAt(context);
    if (sampled === undefined) return;
    const answer = closedAnswerOf(request);
    if (answer === undefined) return;
    yield {
      messageId: 'sampled',
      place: sampled.written ?? call.site.calleePlace,
      data: { answer, temperature: sampled.temperature },
      fixes: () => temperatureFix(context, sampled.written),
    };
  },
});

interface Sampled {
  readonly temperature: string;
  /** Where the number is written; absent when none is sent. */
  readonly written?: Place;
}

function sampledAt({ analyzed }: CallContext): Sampled | undefined {
  const { site, request } = analyzed.call;
  const given = request.params.get('temperature');
  if (given !== undefined) {
    const temperature = given.presence === 'always' ? literalNumber(given.value) : undefined;
    if (temperature === undefined || temperature <= 0) return undefined;
    return { temperature: `temperature ${temperature}`, written: given.value.place };
  }
  const isSeen = isAllSent(request) && site.callee.wrapper === undefined;
  return isSeen ? { temperature: 'the default temperature of the API, which is above 0' } : undefined;
}

/** Whoever adds options behind an unknown receiver may set the temperature too. */
function isAllSent({ isWhole, sureness }: Request): boolean {
  return isWhole === true && sureness === 'sure';
}
