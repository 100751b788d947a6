// Reports a request that ends with an assistant turn on a model that does not continue one.
import type { Block, Part } from '../model/index.ts';
import { defineRule } from './rule.ts';

export const unsupportedPrefill = defineRule({
  id: 'unsupported-prefill',
  since: '0.1.0',
  severity: 'error',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'the request ends with an assistant turn, which the model refuses',
  docs: {
    what: 'Reports requests whose last message is an assistant turn with a text of the program, a prefill, on a model that refuses it (Claude 4.6 and later).',
    why: 'The API refuses the whole request. Earlier models continued the turn, which was the usual way to force JSON.',
    fix: 'Ask for the form of the answer in the last user turn, or use structured output: an output format with a schema, or a tool.',
    whenNotToUse: 'When the model named in the source is replaced by an older one at run time.',
  },
  messages: {
    refused:
      'This request ends with an assistant turn, and {model} refuses to continue one: the call fails. Ask for the form in the user turn, or use structured output.',
  },
  *check({ analyzed, limits }) {
    const { messages, models } = analyzed.call.request;
    if (messages === undefined || limits.acceptsPrefill !== false) return;
    const prefill = lastTurn(messages);
    if (prefill === undefined) return;
    yield {
      messageId: 'refused',
      place: prefill.place,
      data: { model: models.map((name) => `\`${name}\``).join(' or ') },
    };
  },
});

/** An answer of the model that is sent back may end with a call of a server tool, which is taken: only the program's own text counts. */
function lastTurn({ blocks, open, openAt }: Part): Block | undefined {
  const last = blocks.at(-1);
  if (last === undefined || last.role !== 'assistant' || last.type !== 'text') return undefined;
  if (last.presence !== 'always' || last.repeated) return undefined;
  if (open && (openAt ?? blocks.length) >= blocks.length) return undefined;
  return last.pieces.length > 0 && last.pieces.every((piece) => piece.kind === 'literal') ? last : undefined;
}
