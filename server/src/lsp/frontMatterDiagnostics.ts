// The problems of a prompt file's front matter: what the provider refuses, and what is not known.
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type FrontMatterProblem, frontMatterHelp } from '../engine/index.ts';
import { diagnosticSource } from './convert.ts';
import { hasTokens, promptAt, rangeOf } from './promptDocuments.ts';
import type { Session } from './session.ts';

const severities = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
} as const satisfies Record<FrontMatterProblem['severity'], DiagnosticSeverity>;

export async function frontMatterDiagnostics(session: Session, { uri }: TextDocument): Promise<readonly Diagnostic[]> {
  const prompt = hasTokens(uri) ? await promptAt(session, uri) : undefined;
  if (prompt?.file.frontMatter === undefined) return [];
  const { wanted, editor, engine } = await session.settingsOf(uri);
  if (!wanted || !editor['frontMatter.enabled']) return [];
  const { document, file } = prompt;
  return frontMatterHelp(engine)
    .problems(file)
    .map(({ span, severity, message }) => ({
      range: rangeOf(document, span),
      severity: severities[severity],
      source: diagnosticSource,
      code: 'front-matter',
      message,
    }));
}
