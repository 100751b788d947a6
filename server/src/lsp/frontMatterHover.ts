// Explains what is under the pointer in the front matter of a prompt file.
import type { Hover, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { frontMatterHelp } from '../engine/index.ts';
import { hasTokens, promptAt, rangeOf } from './promptDocuments.ts';
import type { Session } from './session.ts';

export async function frontMatterHover(
  session: Session,
  { uri }: TextDocument,
  position: Position,
): Promise<Hover | undefined> {
  const prompt = hasTokens(uri) ? await promptAt(session, uri) : undefined;
  if (prompt?.file.frontMatter === undefined) return undefined;
  const { document, file } = prompt;
  const { wanted, editor, engine } = await session.settingsOf(uri);
  if (!wanted || !editor['frontMatter.enabled']) return undefined;
  const text = frontMatterHelp(engine).textAt(file, document.offsetAt(position));
  if (text === undefined) return undefined;
  return { contents: { kind: 'markdown', value: text.paragraphs.join('\n\n') }, range: rangeOf(document, text.span) };
}
