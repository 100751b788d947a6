// Finds the findings that a request for code actions means, and refuses problems of an earlier version of the document.
import type { Diagnostic, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../engine/index.ts';
import { diagnosticDataSchema } from '../protocol/index.ts';
import { findingFingerprint } from '../report/index.ts';
import { diagnosticSource } from './convert.ts';

export interface PickedFinding {
  readonly finding: Finding;
  /** The problem as the client knows it, when it sent it along. */
  readonly diagnostic?: Diagnostic;
}

/** `findings` are those of the document's present version. */
export function pickFindings(
  document: TextDocument,
  findings: readonly Finding[],
  range: Range,
  diagnostics: readonly Diagnostic[],
): readonly PickedFinding[] {
  const ours = diagnostics.filter(({ source }) => source === diagnosticSource);
  if (ours.length > 0) return ours.flatMap((diagnostic) => pickFinding(document, findings, diagnostic));
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return findings.filter(({ place }) => place.start <= end && start <= place.end).map((finding) => ({ finding }));
}

function pickFinding(
  document: TextDocument,
  findings: readonly Finding[],
  diagnostic: Diagnostic,
): readonly PickedFinding[] {
  const data = diagnosticDataSchema.safeParse(diagnostic.data);
  // The problem was shown for another text: an edit made for this one could land elsewhere than the user looks.
  if (!data.success || data.data.version !== document.version) return [];
  const finding = findings.find((each) => findingFingerprint(each) === data.data.fingerprint);
  return finding === undefined ? [] : [{ finding, diagnostic }];
}
