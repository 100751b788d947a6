// The findings that lie in one document, whichever open document's analysis found them.
import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../engine/index.ts';
import { mergeFindings } from '../report/index.ts';
import { checkCancelled, nextTurn } from './guarded.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

/** Undefined when the document changed or closed meanwhile: the findings would not fit its text. */
export async function documentFindings(
  session: Session,
  document: TextDocument,
  token?: CancellationToken,
): Promise<readonly Finding[] | undefined> {
  const { uri, version } = document;
  const path = pathOfUri(uri);
  const found: Finding[] = [];
  const isHere = ({ place }: Finding): boolean => place.path === path && session.documents.holding(place)?.uri === uri;
  for (const open of session.documents.all()) {
    const analyzed = await session.analyze(open);
    found.push(...(analyzed?.analysis.findings.filter(isHere) ?? []));
    await nextTurn();
    if (token !== undefined) checkCancelled(token);
  }
  if (session.documents.get(uri)?.version !== version) return undefined;
  if (found.length === 0) return found;
  // The caller's settings ran the rules; those of the document that the user must edit have the last word.
  const { wanted, engine } = await session.settingsOf(uri);
  return wanted ? mergeFindings(found.filter((finding) => engine.rules[finding.rule] !== 'off')) : [];
}
