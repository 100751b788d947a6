// Marks the system prompt of an AI SDK call, which takes provider options on messages and not on a system string.
import type { Fix } from '../../model/index.ts';
import type { CallContext } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { entryValue } from './entryValue.ts';
import { isText } from './markBlock.ts';
import { removeEntry } from './removeEntry.ts';
import { renderLiteral } from './renderEntry.ts';
import { isPython } from './significant.ts';

/** Unsafe: newer versions of the SDK want to be asked before they take system messages among the others. */
export function markSystemMessageFix(context: CallContext): readonly Fix[] {
  const { system, messages, sdk } = context.analyzed.call.request;
  if (!/^ai-sdk|^vercel/.test(sdk) || system === undefined || messages === undefined || !isText(system.value))
    return [];
  const { path } = system.place;
  const text = context.text(path);
  const language = context.languageOf(path);
  if (text === undefined || language === undefined || isPython(language) || messages.place.path !== path) return [];
  const prompt = entryValue(text, system.place, ['system', 'instructions']);
  const quote = quoteOf(text, language);
  const marked = renderLiteral(
    [
      ['role', { text: 'system' }],
      ['content', { code: text.slice(prompt.span.start, prompt.span.end) }],
      ['providerOptions', [['anthropic', [['cacheControl', [['type', { text: 'ephemeral' }]]]]]]],
    ],
    language,
    quote,
  );
  const turns = entryValue(text, messages.place, ['messages', 'prompt']);
  const conversation = text.slice(turns.span.start, turns.span.end);
  const isPrompt = /^prompt\b/.test(text.slice(messages.place.start, messages.place.end));
  const rest = isPrompt
    ? renderLiteral(
        [
          ['role', { text: 'user' }],
          ['content', { code: conversation }],
        ],
        language,
        quote,
      )
    : `...${conversation}`;
  const edits = [
    removeEntry(text, system.place, language),
    { span: messages.place, newText: `messages: [${marked}, ${rest}]` },
  ];
  return [fixOf('Send the system prompt as a marked message', 'unsafe', ['marks', 'text place'], [{ path, edits }])];
}
