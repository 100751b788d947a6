// The outline of a prompt file: front matter, tools, roles, and in each the blocks, includes and headings.
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DataEntry, Prompt, PromptFile, PromptPart, Span, TemplatePiece } from '../../engine/index.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import { headingsIn } from '../headings.ts';
import { hasTokens, promptAt, rangeOf } from '../promptDocuments.ts';

export const documentSymbols: Feature = {
  capabilities: () => ({ documentSymbolProvider: { label: 'Hitrate' } }),
  register: (session) => {
    const { connection } = session;
    connection.onDocumentSymbol(
      guarded(connection, 'textDocument/documentSymbol', [], async ({ textDocument }) => {
        if (!hasOutline(textDocument.uri)) return [];
        const prompt = await promptAt(session, textDocument.uri);
        return prompt === undefined ? [] : symbolsOf(prompt.document, prompt.file);
      }),
    );
  },
};

/** The editor's own extensions outline Markdown, YAML and JSON: a second outline would list all of it twice. */
function hasOutline(uri: string): boolean {
  return hasTokens(uri) || uri.endsWith('.jsonl');
}

type Outline = (name: string, kind: SymbolKind, span: Span, of: Span, more?: Partial<DocumentSymbol>) => DocumentSymbol;

function symbolsOf(document: TextDocument, file: PromptFile): DocumentSymbol[] {
  const outline: Outline = (name, kind, span, of, more) => ({
    name: short(name) || '…',
    kind,
    range: rangeOf(document, span),
    selectionRange: rangeOf(document, of),
    ...more,
  });
  const { frontMatter, prompts } = file;
  const firstLine = frontMatter && { start: frontMatter.span.start, end: frontMatter.span.start + 3 };
  return [
    ...(frontMatter && firstLine
      ? [
          outline('Front matter', SymbolKind.Namespace, frontMatter.span, firstLine, {
            children: frontMatter.entries.map((entry) => entrySymbol(outline, entry)),
          }),
        ]
      : []),
    ...prompts.flatMap((prompt, at) =>
      prompts.length === 1
        ? promptSymbols(outline, file, prompt)
        : [
            outline(
              `Prompt ${at + 1}`,
              SymbolKind.Package,
              prompt.span,
              { start: prompt.span.start, end: prompt.span.start },
              {
                children: promptSymbols(outline, file, prompt),
              },
            ),
          ],
    ),
  ];
}

function entrySymbol(outline: Outline, { key, keySpan, span, value }: DataEntry): DocumentSymbol {
  if (value.kind === 'record')
    return outline(key, SymbolKind.Object, span, keySpan, {
      children: value.entries.map((entry) => entrySymbol(outline, entry)),
    });
  const detail = value.kind === 'scalar' ? { detail: short(String(value.value)) } : {};
  return outline(key, value.kind === 'list' ? SymbolKind.Array : SymbolKind.Property, span, keySpan, detail);
}

function promptSymbols(outline: Outline, file: PromptFile, { parts, tools }: Prompt): DocumentSymbol[] {
  return [
    // Those of the front matter are listed with it.
    ...tools
      .filter(({ span }) => file.frontMatter === undefined || span.start >= file.frontMatter.span.end)
      .map(({ name, nameSpan, span }) => outline(name, SymbolKind.Function, span, nameSpan)),
    ...parts.flatMap((part) => partSymbols(outline, file, part)),
  ];
}

function partSymbols(
  outline: Outline,
  file: PromptFile,
  { role, roleSpan, span, pieces }: PromptPart,
): DocumentSymbol[] {
  const children = textSymbols(outline, file, pieces, span);
  if (roleSpan === undefined) return children;
  const from = Math.max(roleSpan.end, span.start);
  const detail = short(file.text.slice(from, Math.min(span.end, from + 200)));
  return [outline(role, SymbolKind.Class, span, roleSpan, { detail, children })];
}

/** Blocks, includes and headings; what stands below a heading is its child. */
function textSymbols(
  outline: Outline,
  file: PromptFile,
  pieces: readonly TemplatePiece[],
  within: Span,
): DocumentSymbol[] {
  const found: {
    readonly level: number;
    readonly span: Span;
    readonly symbol: (to: Span, children: DocumentSymbol[]) => DocumentSymbol;
  }[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'block') {
      const [first] = piece.branches;
      if (first === undefined) continue;
      const children = piece.branches.flatMap((branch) => textSymbols(outline, file, branch.pieces, piece.span));
      const name = tagText(file.text.slice(first.head.start, first.head.end));
      found.push({
        level: 7,
        span: piece.span,
        symbol: (to) => outline(name, SymbolKind.Event, to, first.head, { children }),
      });
    } else if (piece.kind === 'include') {
      const { name = 'include', span, nameSpan = span } = piece;
      found.push({ level: 7, span, symbol: (to) => outline(name, SymbolKind.File, to, nameSpan) });
    } else if (piece.kind === 'literal') {
      for (const { level, text, span } of headingsIn(file.text, piece.span))
        found.push({ level, span, symbol: (to, children) => outline(text, SymbolKind.String, to, span, { children }) });
    }
  }
  const nest = (from: number, to: number, end: number): DocumentSymbol[] => {
    const symbols: DocumentSymbol[] = [];
    for (let at = from; at < to; ) {
      const one = found[at];
      if (one === undefined) break;
      let next = at + 1;
      while (one.level < 7 && next < to && (found[next]?.level ?? 0) > one.level) next++;
      const last = one.level === 7 ? one.span.end : next < to ? (found[next]?.span.start ?? end) : end;
      symbols.push(one.symbol({ start: one.span.start, end: last }, nest(at + 1, next, last)));
      at = next;
    }
    return symbols;
  };
  return nest(0, found.length, within.end);
}

/** What a tag says, without its brackets. */
function tagText(tag: string): string {
  return tag.replace(/^\{[{%]+[-~+]?\s*|\s*[-~+]?[}%]+\}$/g, '');
}

function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
