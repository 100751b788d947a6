// Completes the front matter of prompt files: keys, parameters, models with their prices.
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { type FrontMatterChoice, frontMatterHelp } from '../../engine/index.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import { hasTokens, promptAt } from '../promptDocuments.ts';

const kinds = {
  key: CompletionItemKind.Property,
  model: CompletionItemKind.Value,
  value: CompletionItemKind.EnumMember,
} as const satisfies Record<FrontMatterChoice['kind'], CompletionItemKind>;

export const completion: Feature = {
  capabilities: () => ({ completionProvider: { triggerCharacters: [' '], resolveProvider: false } }),
  register: (session) => {
    const { connection } = session;
    connection.onCompletion(
      guarded(connection, 'textDocument/completion', [], async ({ textDocument, position }) => {
        const prompt = hasTokens(textDocument.uri) ? await promptAt(session, textDocument.uri) : undefined;
        if (prompt === undefined) return [];
        const { editor, engine } = await session.settingsOf(textDocument.uri);
        if (!editor['frontMatter.enabled']) return [];
        const { document, file } = prompt;
        const help = frontMatterHelp(engine);
        return help.choicesAt(file, document.offsetAt(position)).map((choice): CompletionItem => {
          const { kind, label, what } = choice;
          const text = help.choiceText(file, choice).join('\n\n');
          return {
            label,
            kind: kinds[kind],
            ...(kind === 'model' ? { detail: what } : {}),
            ...(text === '' ? {} : { documentation: { kind: 'markdown', value: text } }),
            ...(kind === 'key' ? { insertText: `${label}: ` } : {}),
          };
        });
      }),
    );
  },
};
