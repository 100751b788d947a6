// Comments that silence a rule: takes findings away, says where such a comment would go, and reports those that silence nothing.
import { betweenTags } from './betweenTags.ts';
import { coveredLine, standsAlone } from './coveredLine.ts';
import type { Comment, Finding, Module, Severity } from './model/index.ts';
import { type Edit, LineIndex, type Span } from './text/index.ts';

/** A document that findings lie in or that is being analysed. */
export interface SuppressibleDocument {
  readonly text: string;
  readonly module: Pick<Module, 'comments' | 'body'>;
}

export interface SuppressionInput {
  readonly findings: readonly Finding[];
  /** Undefined for documents without comments. */
  readonly documentAt: (path: string) => SuppressibleDocument | undefined;
  /**
   * Documents whose own findings are all among `findings`. Elsewhere a comment may serve the analysis of another document,
   * so that it silences nothing here proves nothing.
   */
  readonly complete: readonly string[];
  readonly ruleIds: ReadonlySet<string>;
  /** Severity of `unused-suppression`. */
  readonly unused: Severity;
}

export const unusedSuppressionRule = 'unused-suppression';

/** One rule id inside the brackets of one comment. */
interface Suppression {
  readonly rule: string;
  readonly wholeFile: boolean;
  /** Line it covers; with `wholeFile` it means nothing. */
  readonly line: number;
  readonly comment: Comment;
  /** The id as written. */
  readonly span: Span;
  readonly siblings: number;
}

interface DocumentSuppressions {
  readonly document: SuppressibleDocument;
  readonly lines: LineIndex;
  readonly all: readonly Suppression[];
}

const suppressionPattern = /^([\s*#/{!<-]*hitrate-ignore(-file)?[ \t]*\[)([^\]\n]*)\]/gm;

/** Remaining findings, each with `suppressAt` where its document is known, then the unused suppressions. */
export function applySuppressions(input: SuppressionInput): readonly Finding[] {
  const known = new Map<string, DocumentSuppressions | undefined>();
  const used = new Set<Suppression>();
  const suppressionsAt = (path: string): DocumentSuppressions | undefined => {
    if (!known.has(path)) known.set(path, readSuppressions(input.documentAt(path)));
    return known.get(path);
  };

  const kept: Finding[] = [];
  for (const finding of input.findings) {
    const here = suppressionsAt(finding.place.path);
    if (here === undefined) {
      kept.push(finding);
      continue;
    }
    const ownLine = here.lines.positionAt(finding.place.start).line;
    const outer = outermostMultilineString(here.document.module.body, finding.place.start, here.lines);
    const stringLine = outer === undefined ? ownLine : here.lines.positionAt(outer.start).line;
    const silencing = here.all.filter(
      (each) => each.rule === finding.rule && (each.wholeFile || each.line === ownLine || each.line === stringLine),
    );
    if (silencing.length === 0) kept.push(suppressibleAt(finding, commentOffset(here, stringLine), here.document));
    for (const each of silencing) used.add(each);
  }

  const { unused } = input;
  if (unused === 'off') return kept;
  for (const path of input.complete) {
    const here = suppressionsAt(path);
    for (const each of here?.all ?? []) {
      if (here === undefined || used.has(each)) continue;
      const isLast = !here.all.some((other) => other.comment === each.comment && used.has(other));
      kept.push(unusedFinding({ suppression: each, isLast, path, here, ruleIds: input.ruleIds, severity: unused }));
    }
  }
  return kept;
}

/** A copy that leaves the fixes to be worked out when they are asked for. */
function suppressibleAt(finding: Finding, suppressAt: number, { text, module }: SuppressibleDocument): Finding {
  const properties = Object.getOwnPropertyDescriptors(finding);
  return Object.defineProperties({} as Finding, {
    ...properties,
    suppressAt: { value: suppressAt, enumerable: true },
    ...(betweenTags(text, module, suppressAt) ? { suppressBetweenTags: { value: true, enumerable: true } } : {}),
  });
}

function readSuppressions(document: SuppressibleDocument | undefined): DocumentSuppressions | undefined {
  if (document === undefined) return undefined;
  const lines = new LineIndex(document.text);
  const all: Suppression[] = [];
  for (const comment of document.module.comments) {
    if (!comment.text.includes('hitrate-ignore')) continue;
    const raw = document.text.slice(comment.start, comment.end);
    for (const match of raw.matchAll(suppressionPattern)) {
      const list = match[3] ?? '';
      const listStart = comment.start + match.index + (match[1] ?? '').length;
      const ids = [...list.matchAll(/[^,\s]+/g)];
      for (const id of ids) {
        const start = listStart + id.index;
        all.push({
          rule: id[0],
          wholeFile: match[2] !== undefined,
          line: coveredLine(document.text, document.module.comments, lines, comment),
          comment,
          span: { start, end: start + id[0].length },
          siblings: ids.length - 1,
        });
      }
    }
  }
  return { document, lines, all };
}

/** Where a new line with a comment can be put so that it covers `line`: never behind a line continuation. */
function commentOffset(here: DocumentSuppressions, line: number): number {
  let at = line;
  while (at > 0) {
    const start = here.lines.offsetAt({ line: at, character: 0 });
    if (!/\\\r?\n?$/.test(here.document.text.slice(Math.max(0, start - 3), start))) break;
    at--;
  }
  return here.lines.offsetAt({ line: at, character: 0 });
}

/** A comment cannot be put inside such a string, so the line on which it begins stands for every line of it. */
function outermostMultilineString(node: unknown, offset: number, lines: LineIndex): Span | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if (!Array.isArray(node) && hasSpan(node)) {
    if (offset < node.start || offset >= node.end) return undefined;
    const isString = 'kind' in node && (node.kind === 'literal' || node.kind === 'template');
    if (isString && lines.positionAt(node.start).line !== lines.positionAt(node.end).line) return node;
  }
  for (const key in node) {
    const child: unknown = node[key as keyof typeof node];
    if (typeof child !== 'object') continue;
    const found = outermostMultilineString(child, offset, lines);
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasSpan(node: object): node is Span {
  return 'start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number';
}

interface UnusedSuppression {
  readonly suppression: Suppression;
  /** Nothing else that the comment names is used: all of it goes. */
  readonly isLast: boolean;
  readonly path: string;
  readonly here: DocumentSuppressions;
  readonly ruleIds: ReadonlySet<string>;
  readonly severity: Exclude<Severity, 'off'>;
}

function unusedFinding({ suppression, isLast, path, here, ruleIds, severity }: UnusedSuppression): Finding {
  const { rule, span, siblings } = suppression;
  const title =
    isLast && siblings > 0 ? 'Remove the comment, which silences nothing' : `Remove the suppression of ${rule}`;
  const edit = removal(suppression, isLast, here);
  const exists = ruleIds.has(rule);
  const message = exists
    ? `This comment silences nothing: ${rule} finds nothing here. Remove it.`
    : `This comment silences nothing: there is no rule ${rule}. Remove it, or correct the name.`;
  return {
    rule: unusedSuppressionRule,
    severity,
    place: { path, ...span },
    messageId: exists ? 'unused' : 'unknown-rule',
    data: { rule },
    message,
    related: [],
    fixes: edit === undefined ? [] : [{ title, applicability: 'safe', alters: [], changes: [{ path, edits: [edit] }] }],
  };
}

/** Undefined when the comment says more than the suppression and would be lost with it. */
function removal(suppression: Suppression, isLast: boolean, here: DocumentSuppressions): Edit | undefined {
  const { text, module } = here.document;
  const { comment, span } = suppression;
  if (!isLast) {
    const before = /,[ \t]*$/.exec(text.slice(comment.start, span.start));
    const after = /^[ \t]*,[ \t]*/.exec(text.slice(span.end, comment.end));
    if (before !== null) return { span: { start: span.start - before[0].length, end: span.end }, newText: '' };
    return { span: { start: span.start, end: span.end + (after?.[0].length ?? 0) }, newText: '' };
  }
  if (/[\r\n]/.test(text.slice(comment.start, comment.end).trim())) return undefined;
  const whole = withBraces(text, comment, module);
  if (!standsAlone(text, here.lines, comment)) {
    const gap = /[ \t]*$/.exec(text.slice(0, whole.start))?.[0].length ?? 0;
    return { span: { start: whole.start - gap, end: whole.end }, newText: '' };
  }
  const start = here.lines.offsetAt({ line: here.lines.positionAt(comment.start).line, character: 0 });
  // Braces around it that are code: a block, or the value of an attribute.
  if (text.slice(start, whole.start).trim() !== '') return undefined;
  const rest = /^[ \t]*(?:\r\n|\n|\r)?/.exec(text.slice(whole.end))?.[0].length ?? 0;
  return { span: { start, end: whole.end + rest }, newText: '' };
}

/** Between tags the braces around a comment belong to it. */
function withBraces(text: string, comment: Span, module: SuppressibleDocument['module']): Span {
  const before = /\{[ \t]*$/.exec(text.slice(0, comment.start));
  const after = /^[ \t]*\}/.exec(text.slice(comment.end));
  if (before === null || after === null || !betweenTags(text, module, before.index)) return comment;
  return { start: before.index, end: comment.end + after[0].length };
}
