// Says findings and fixes in the words of the language server protocol.
import {
  type ChangeAnnotation,
  type ClientCapabilities,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { DocumentEdits, Finding, Fix } from '../engine/index.ts';
import { ruleDocsHref } from '../host/index.ts';
import type { DiagnosticData, DocumentTextEdits } from '../protocol/index.ts';
import { findingFingerprint } from '../report/index.ts';
import { locate } from './documentLines.ts';
import type { Session } from './session.ts';

export const diagnosticSource = 'hitrate';

const severities = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
} as const satisfies Record<Finding['severity'], DiagnosticSeverity>;

/** `version` is that of the document that the finding lies in. */
export function toDiagnostic(session: Session, finding: Finding, version: number): Diagnostic {
  const client = session.client.textDocument?.publishDiagnostics;
  const pulls = session.client.textDocument?.diagnostic;
  const href = ruleDocsHref(finding.rule);
  const data: DiagnosticData = { rule: finding.rule, fingerprint: findingFingerprint(finding), version };
  const related = (pulls?.relatedInformation ?? client?.relatedInformation) === true ? finding.related : [];
  return {
    range: locate(session, finding.place).range,
    severity: severities[finding.severity],
    source: diagnosticSource,
    code: finding.rule,
    message: finding.message,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(finding.rule === 'unused-suppression' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related.map(({ place, message }) => ({ location: locate(session, place), message })),
        }),
    data,
  };
}

const unsafeAnnotation = 'hitrate-unsafe';

/** An unsafe fix asks for confirmation where the client can ask. */
export function fixToWorkspaceEdit(session: Session, fix: Fix): WorkspaceEdit {
  const ask = fix.applicability === 'unsafe' && canAnnotate(session.client);
  const annotation: ChangeAnnotation = {
    label: fix.title,
    description: 'This changes what the program does: read it before you apply it.',
    needsConfirmation: true,
  };
  return toWorkspaceEdit(session, fix.changes, ask ? annotation : undefined);
}

export function toWorkspaceEdit(
  session: Session,
  changes: readonly DocumentEdits[],
  annotation?: ChangeAnnotation,
): WorkspaceEdit {
  const documents = toDocumentEdits(session, changes);
  if (session.client.workspace?.workspaceEdit?.documentChanges !== true) {
    return { changes: Object.fromEntries(documents.map(({ uri, edits }) => [uri, [...edits]])) };
  }
  return {
    documentChanges: documents.map(({ uri, version, edits }) => ({
      // With the version the editor refuses the edit when the document has moved on.
      textDocument: { uri, version: version ?? null },
      edits: annotation === undefined ? [...edits] : edits.map((edit) => ({ ...edit, annotationId: unsafeAnnotation })),
    })),
    ...(annotation === undefined ? {} : { changeAnnotations: { [unsafeAnnotation]: annotation } }),
  };
}

/** By the documents of the editor, which for a notebook are its cells. */
export function toDocumentEdits(session: Session, changes: readonly DocumentEdits[]): readonly DocumentTextEdits[] {
  const byUri = new Map<string, TextEdit[]>();
  for (const { path, edits } of changes) {
    for (const { span, newText } of edits) {
      const { uri, range } = locate(session, { path, ...span });
      const known = byUri.get(uri) ?? [];
      known.push({ range, newText: inLineEndingsOf(session, path, newText) });
      byUri.set(uri, known);
    }
  }
  return [...byUri].map(([uri, edits]) => {
    const version = session.documents.get(uri)?.version;
    return { uri, ...(version === undefined ? {} : { version }), edits };
  });
}

export function canAnnotate(client: ClientCapabilities): boolean {
  const { workspaceEdit } = client.workspace ?? {};
  return workspaceEdit?.documentChanges === true && workspaceEdit.changeAnnotationSupport !== undefined;
}

/** The document's own line ending, whatever the fix was written with. */
function inLineEndingsOf(session: Session, path: string, text: string): string {
  if (!text.includes('\n')) return text;
  const document = session.snapshot.read(path) ?? '';
  return document.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}
