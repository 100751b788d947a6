// Reports long answers that a person waits for until they are whole.
import type { Request } from '../model/index.ts';
import { defineRule } from './rule.ts';
import { answerUsesOf } from './shared/answerUsesOf.ts';
import { isPlainRequest } from './shared/isPlainRequest.ts';
import { writtenText } from './shared/writtenText.ts';

export const unstreamedInteractiveCall = defineRule({
  id: 'unstreamed-interactive-call',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a person waits for a long answer that could be read as it comes',
  docs: {
    what: 'Reports requests without streaming whose text goes to a person as it is: printed in a loop that asks for the next input, or sent back by the handler of a route. The answer may be long: its limit is 1,000 tokens or more, or there is none. Requests with tools are left alone, and those whose prompt asks for a short answer or for JSON.',
    why: 'A model writes some tens of tokens a second. An answer of 1,000 tokens takes 10 to 20 seconds until it is whole, and its first words are there after one: streaming costs nothing and changes what the person waits for.',
    fix: 'Ask for a stream and show each piece of text when it arrives; from a route handler, send it on as server-sent events or as a streamed body.',
    whenNotToUse:
      'When the whole answer has to be checked or filtered before anybody may see it, or the caller of the route is a program.',
  },
  messages: {
    printed:
      'Whoever typed the question sees nothing until the whole answer is there. Stream it, and print each piece of text when it arrives.',
    replied:
      'Whoever called this route sees nothing until the whole answer is there. Stream it, and send each piece of text on when it arrives.',
  },
  *check({ calls, facts }) {
    for (const { analyzed } of calls) {
      const { call } = analyzed;
      const uses = answerUsesOf(call, facts);
      const shown = uses.find(({ how }) => how !== 'parsed');
      if (shown === undefined || shown.how === 'parsed' || uses.some(({ how }) => how === 'parsed')) continue;
      if (!isPlainRequest(call) || !mayBeLong(call.request)) continue;
      yield {
        call: call.id,
        messageId: shown.how,
        place: call.site.calleePlace,
        related: [{ place: shown.place, message: 'shown here, when it is whole' }],
      };
    }
  },
});

const limits = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];
/** Tokens that take long enough to be worth reading as they come. */
const longAnswer = 1_000;

const asksShort =
  /\b(?:one|single|two|a few|few) (?:word|sentence|line|letter|token|number)s?\b|\b(?:brief|concise|short|succinct|terse)(?:ly)?\b|\byes or no\b|\bjson\b|\bonly (?:with )?(?:the|a|one)\b|\bclassif|\b(?:at most|under|fewer than|less than|up to|maximum of|no more than|within) \d+\b/i;

function mayBeLong(request: Request): boolean {
  const set = limits.flatMap((name) => request.params.get(name) ?? []);
  const isLong = set.every(({ value }) => value.kind === 'scalar' && Number(value.value) >= longAnswer);
  return isLong && !writtenText(request).some(({ text }) => asksShort.test(text));
}
