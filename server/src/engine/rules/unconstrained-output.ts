// Reports answers that are parsed as JSON though only the words of the prompt ask for it.
import type { ModelCall, Piece, Request } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { defineRule } from './rule.ts';
import { answerUsesOf } from './shared/answerUsesOf.ts';
import { isPlainRequest } from './shared/isPlainRequest.ts';
import { writtenText } from './shared/writtenText.ts';

export const unconstrainedOutput = defineRule({
  id: 'unconstrained-output',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'an answer is parsed as JSON that only the prompt asks for',
  docs: {
    what: 'Reports requests whose prompt asks for JSON in words and whose answer is parsed (`JSON.parse`, `json.loads`), though the request itself has neither a response format, nor a schema, nor a tool, nor the beginning of the answer.',
    why: 'Nothing keeps the model from a sentence before the JSON, a code fence around it, or a field of another name. Each such answer fails in the parser, and is asked for and paid for again. The prompt carries the description of the form in every request, and the answer is longer than it has to be.',
    fix: 'Give the request the form: structured output with a schema (`output_config.format` of Anthropic, `response_format` or `text.format` of OpenAI, `response_schema` of Gemini, `Output.object` of the AI SDK), or a tool that the model must call.',
    whenNotToUse: 'When the model or the gateway behind the name takes no response format.',
  },
  messages: {
    prose:
      'Only the words of the prompt ask for the JSON that is parsed from this answer: a sentence or a code fence around it fails, and is paid for again. Give the request a response format with a schema, or a tool that the model must call.',
  },
  *check({ calls, facts }) {
    for (const { analyzed } of calls) {
      const { call } = analyzed;
      const parsed = answerUsesOf(call, facts).find(({ how }) => how === 'parsed');
      if (parsed === undefined || !isPlainRequest(call) || beginsAnswer(call.request)) continue;
      const asked = askedAt(call);
      if (asked === undefined) continue;
      yield {
        call: call.id,
        messageId: 'prose',
        place: call.site.calleePlace,
        related: [
          { place: asked, message: 'asked for in words' },
          { place: parsed.place, message: 'parsed here' },
        ],
      };
    }
  },
});

const asksJson =
  /\b(?:return|respond|reply|answer|output|produce|generate|provide|format|write|give)\w*\b[^.\n]{0,80}\bjson\b|\bjson (?:object|array|list|format|schema|only)\b|\b(?:valid|only|as|in) json\b/i;

/** Where the text of the prompt asks for it. */
function askedAt(call: ModelCall): Place | undefined {
  return writtenText(call.request).find((piece: Extract<Piece, { kind: 'literal' }>) => asksJson.test(piece.text))
    ?.place;
}

/** A turn of the assistant at the end starts the JSON. */
function beginsAnswer({ messages }: Request): boolean {
  return messages?.blocks.at(-1)?.role === 'assistant';
}
