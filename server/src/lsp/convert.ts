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
  const byDocument = changes.map(({ path, edits }) => ({ path, edits: textEdits(session, path, edits) }));
  if (session.client.workspace?.workspaceEdit?.documentChanges !== true) {
    return { changes: Object.fromEntries(byDocument.map(({ path, edits }) => [uriAt(session, path), edits])) };
  }
  return {
    documentChanges: byDocument.map(({ path, edits }) => ({
      // With the version the editor refuses the edit when the document has moved on.
      textDocument: { uri: uriAt(session, path), version: session.documents.atPath(path)?.version ?? null },
      edits: annotation === undefined ? edits : edits.map((edit) => ({ ...edit, annotationId: unsafeAnnotation })),
    })),
    ...(annotation === undefined ? {} : { changeAnnotations: { [unsafeAnnotation]: annotation } }),
  };
}

/** The same for clients that ask by a message of their own. */
export function toDocumentEdits(session: Session, changes: readonly DocumentEdits[]): readonly DocumentTextEdits[] {
  return changes.map(({ path, edits }) => {
    const version = session.documents.atPath(path)?.version;
    return {
      uri: uriAt(session, path),
      ...(version === undefined ? {} : { version }),
      edits: textEdits(session, path, edits),
    };
  });
}

function textEdits(session: Session, path: string, edits: DocumentEdits['edits']): TextEdit[] {
  return edits.map((edit): TextEdit => {
    const { range } = locate(session, { path, ...edit.span });
    return { range, newText: inLineEndingsOf(session, path, edit.newText) };
  });
}

function canAnnotate(client: ClientCapabilities): boolean {
  const { workspaceEdit } = client.workspace ?? {};
  return workspaceEdit?.documentChanges === true && workspaceEdit.changeAnnotationSupport !== undefined;
}

function uriAt(session: Session, path: string): string {
  return locate(session, { path, start: 0, end: 0 }).uri;
}

/** The document's own line ending, whatever the fix was written with. */
function inLineEndingsOf(session: Session, path: string, text: string): string {
  if (!text.includes('\n')) return text;
  const document = session.snapshot.read(path) ?? '';
  return document.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}
