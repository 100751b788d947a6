// The problems of one document: findings of a source file, or mistakes in a config file.
import { basename } from 'node:path/posix';
import { type CancellationToken, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configFileName } from '../protocol/index.ts';
import { diagnosticSource, toDiagnostic } from './convert.ts';
import { documentFindings } from './documentFindings.ts';
import { frontMatterDiagnostics } from './frontMatterDiagnostics.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

/** Undefined when the document changed meanwhile. */
export async function documentDiagnostics(
  session: Session,
  document: TextDocument,
  token?: CancellationToken,
): Promise<Diagnostic[] | undefined> {
  const path = pathOfUri(document.uri);
  if (basename(path) === configFileName) return configDiagnostics(session, document, path);
  const { version } = document;
  const findings = await documentFindings(session, document, token);
  if (findings === undefined) return undefined;
  const head = await frontMatterDiagnostics(session, document);
  return [...findings.map((finding) => toDiagnostic(session, finding, version)), ...head];
}

async function configDiagnostics(session: Session, document: TextDocument, path: string): Promise<Diagnostic[]> {
  // Names of rules are checked against the engine's list.
  await session.engine.get();
  return (session.configs.load(path)?.problems ?? []).map(({ message, start, end }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    severity: DiagnosticSeverity.Error,
    source: diagnosticSource,
    code: 'config',
    message,
  }));
}
