// The open documents that are prompt files, read once for each version.
import type { Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { languageOf, type PromptFile, readPromptFile, type Span } from '../engine/index.ts';
import { configFileName } from '../protocol/index.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

/** Templates, whose semantic tokens no other extension provides. */
export const tokenGlobs: readonly string[] = ['**/*.{prompty,prompt,j2,jinja,jinja2,hbs,handlebars,mustache,liquid}'];
const templateEnd = /\.(?:prompty|prompt|j2|jinja2?|hbs|handlebars|mustache|liquid)$/i;

export function hasTokens(uri: string): boolean {
  return templateEnd.test(pathOfUri(uri));
}

const read = new WeakMap<
  TextDocument,
  { readonly version: number; readonly isLoaded: boolean; readonly file?: PromptFile | undefined }
>();

/** Undefined for a document that is no prompt, neither by itself nor by the code that loads it. */
export async function promptFileOf(session: Session, document: TextDocument): Promise<PromptFile | undefined> {
  const path = pathOfUri(document.uri);
  if (languageOf(path) !== undefined || path.endsWith(`/${configFileName}`)) return undefined;
  const isLoaded = await isLoadedByCode(session, document, path);
  const known = read.get(document);
  if (known !== undefined && known.version === document.version && known.isLoaded === isLoaded) return known.file;
  const file = readPromptFile(path, document.getText(), { isLoaded });
  read.set(document, { version: document.version, isLoaded, file });
  return file;
}

/** Code of an open document reads it. */
async function isLoadedByCode(session: Session, document: TextDocument, path: string): Promise<boolean> {
  for (const open of session.documents.all()) {
    if (open.uri === document.uri) continue;
    const analyzed = await session.analyze(open);
    if (analyzed?.analysis.reads.includes(path) === true) return true;
  }
  return false;
}

/** Of a document, if it is open and a prompt. */
export async function promptAt(
  session: Session,
  uri: string,
): Promise<{ readonly document: TextDocument; readonly file: PromptFile } | undefined> {
  const document = session.documents.get(uri);
  const file = document && (await promptFileOf(session, document));
  return document === undefined || file === undefined ? undefined : { document, file };
}

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
