// Works out the edits of a quick fix that was chosen, from what the documents and the files hold at that moment.
import type { CancellationToken, CodeAction } from 'vscode-languageserver/node';
import { fixActionDataSchema } from '../protocol/index.ts';
import { findingFingerprint } from '../report/index.ts';
import { fixToWorkspaceEdit } from './convert.ts';
import { documentFindings } from './documentFindings.ts';
import type { Session } from './session.ts';
import { staleFix } from './staleFix.ts';

/** Throws a `ResponseError` when the document is not the one that the fix was offered for. */
export async function resolveFix(session: Session, action: CodeAction, token: CancellationToken): Promise<CodeAction> {
  const parsed = fixActionDataSchema.safeParse(action.data);
  if (!parsed.success) return action;
  const { uri, version, fingerprint, fix: index } = parsed.data;
  const document = session.documents.get(uri);
  if (document === undefined || document.version !== version) throw staleFix(session);
  // A file that no editor holds may have changed without a word.
  session.recheck();
  const findings = await documentFindings(session, document, token);
  const fix = findings?.find((finding) => findingFingerprint(finding) === fingerprint)?.fixes[index];
  if (fix === undefined) throw staleFix(session);
  return { ...action, edit: fixToWorkspaceEdit(session, fix) };
}
