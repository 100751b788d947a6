// Explains what is under the pointer: the prompt of a model call segment by segment, or the rule behind a finding.
import type { Hover, MarkupKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalyzedCall, Engine, Finding } from '../../engine/index.ts';
import { callMarkdown, ruleMarkdown } from '../../report/index.ts';
import { documentFindings } from '../documentFindings.ts';
import { locate } from '../documentLines.ts';
import type { Feature } from '../feature.ts';
import { frontMatterHover } from '../frontMatterHover.ts';
import { checkCancelled, guarded } from '../guarded.ts';
import type { Session } from '../session.ts';
import { pathOfUri } from '../uriPath.ts';

const markdown: MarkupKind = 'markdown';

export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register: (session) => {
    const { connection } = session;
    connection.onHover(
      guarded(connection, 'textDocument/hover', undefined, async ({ textDocument, position }, token) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined || !(await session.settings.of(document.uri))['hover.enabled']) return undefined;
        const head = await frontMatterHover(session, document, position);
        if (head !== undefined) return head;
        const analyzed = await session.analyze(document);
        const findings = await documentFindings(session, document, token);
        checkCancelled(token);
        const engine = session.engine.current();
        if (engine === undefined) return undefined;
        const offset = document.offsetAt(position);
        return hoverAt(session, engine, document, offset, analyzed?.analysis.calls ?? [], findings ?? []);
      }),
    );
  },
};

function hoverAt(
  session: Session,
  engine: Engine,
  document: TextDocument,
  offset: number,
  calls: readonly AnalyzedCall[],
  findings: readonly Finding[],
): Hover | undefined {
  const path = pathOfUri(document.uri);
  const touches = (place: { readonly path: string; readonly start: number; readonly end: number }): boolean =>
    place.path === path && place.start <= offset && offset <= place.end;
  const call = calls.find((each) => touches(each.call.site.calleePlace));
  const rules = new Set(findings.filter((finding) => touches(finding.place)).map((finding) => finding.rule));
  const texts = [
    ...(call === undefined ? [] : [callMarkdown(engine, call)]),
    ...engine.rules.filter((rule) => rules.has(rule.id)).map(ruleMarkdown),
  ];
  if (texts.length === 0) return undefined;
  const contents = { kind: markdown, value: texts.join('\n\n---\n\n') };
  return call === undefined ? { contents } : { contents, range: locate(session, call.call.site.calleePlace).range };
}
