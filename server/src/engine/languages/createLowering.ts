// Lowers documents, and keeps what it lowered per top-level declaration so that a keystroke costs one declaration.
import type { LanguageId, Module } from '../model/index.ts';
import {
  createTreeStore,
  type EarlierReading,
  type MovableSpan,
  type RawNode,
  type Syntax,
  type SyntaxTree,
  shiftSpans,
  spansIn,
  type TextChange,
  textChange,
  tooDeepType,
} from '../syntax/index.ts';
import { type Lower, type Lowered, type LowerSource, unknownExpression } from './lowering.ts';
import { lowerPython } from './python/index.ts';
import { type TopLevelGroup, topLevelGroups } from './topLevelGroups.ts';
import { lowerTypescript } from './typescript/index.ts';

export interface SourceDocument {
  readonly path: string;
  readonly text: string;
  readonly language: LanguageId;
  /** Given for documents open in an editor: their tree is kept, to be re-parsed incrementally. */
  readonly version?: number;
}

export interface LoweringOptions {
  /** Trees kept, for documents that are being edited. */
  readonly trees: number;
  /** Lowered documents kept. */
  readonly documents: number;
  /** Told of each document whose last module is no longer good. */
  readonly onReplaced: (path: string) => void;
}

export interface Lowering {
  /**
   * Never throws. The same text under the same path yields the same object. A module is good until another text of its path is
   * lowered: the declarations that stay are taken over, and moved to where they stand then.
   */
  lower(document: SourceDocument): Module;
  /** Drops what is kept for a document that was closed or deleted. */
  forget(path: string): void;
  dispose(): void;
}

interface Piece {
  readonly group: TopLevelGroup;
  readonly lowered: Lowered;
  readonly isCut: boolean;
  /** What it was lowered from, as it stood at `nodesStart`; kept for documents that are being edited. */
  readonly nodes: readonly RawNode[];
  readonly nodesStart: number;
  /** Every span of what was lowered, collected when it is first moved. */
  spans: readonly MovableSpan[] | undefined;
}

interface Kept {
  readonly text: string;
  readonly language: LanguageId;
  readonly module: Module;
  readonly pieces: readonly Piece[];
}

const defaults: LoweringOptions = { trees: 32, documents: 512, onReplaced: () => undefined };

export function createLowering(syntax: Syntax, options: Partial<LoweringOptions> = {}): Lowering {
  const limits = { ...defaults, ...options };
  const store = createTreeStore(syntax, limits.trees);
  const kept = new Map<string, Kept>();

  function keep(path: string, entry: Kept): Module {
    kept.delete(path);
    kept.set(path, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= limits.documents) break;
      kept.delete(oldest);
    }
    return entry.module;
  }

  function read(document: SourceDocument, before: Kept | undefined): Kept {
    const { path, text, language } = document;
    const isOpen = document.version !== undefined;
    const outcome = isOpen ? store.parse(path, text, language) : syntax.parse(text, language);
    if (outcome.kind === 'none') return unread(document, outcome.why);
    try {
      const pieces = lowerPieces(outcome.tree, document, before);
      return { text, language, pieces, module: assemble(document, pieces, outcome.tree.hasErrors) };
    } finally {
      if (!isOpen) outcome.tree.dispose();
    }
  }

  return {
    lower(document) {
      const before = kept.get(document.path);
      const isSame = before?.text === document.text && before.language === document.language;
      if (before !== undefined && isSame) return keep(document.path, before);
      if (before !== undefined) limits.onReplaced(document.path);
      try {
        return keep(document.path, read(document, before));
      } catch {
        // The parser crashed while the tree was being read: start again from nothing.
        store.forget(document.path);
      }
      try {
        return keep(document.path, read(document, undefined));
      } catch {
        store.forget(document.path);
        return keep(document.path, unread(document, 'The parser failed on this file.'));
      }
    },
    forget(path) {
      kept.delete(path);
      store.forget(path);
    },
    dispose() {
      kept.clear();
      store.dispose();
    },
  };
}

function unread(document: SourceDocument, note: string): Kept {
  const { path, text, language } = document;
  return { text, language, pieces: [], module: { path, language, body: [], comments: [], hasErrors: true, note } };
}

function lowerPieces(tree: SyntaxTree, document: SourceDocument, before: Kept | undefined): readonly Piece[] {
  const groups = topLevelGroups(tree.topLevel);
  const change = changeSince(before, document);
  const reused =
    change === undefined ? new Map<TopLevelGroup, Piece>() : reusable(groups, change, before?.pieces ?? []);
  const wanted = new Set<number>();
  for (const group of groups) {
    if (reused.has(group)) continue;
    for (let index = group.first; index < group.past; index++) wanted.add(index);
  }
  const nodes = tree.read((index) => wanted.has(index), earlierReading(reused, change, before?.pieces ?? []));
  const isOpen = document.version !== undefined;
  const lower = lowerOf(document.language);
  return groups.map((group) => {
    const old = reused.get(group);
    if (old !== undefined) {
      move(old, group.start - old.group.start);
      return { ...old, group };
    }
    const children = nodes.slice(group.first, group.past).filter((node) => node !== undefined);
    return {
      group,
      lowered: lowerSafely(lower, children, group, document),
      isCut: children.some(isCut),
      nodes: isOpen ? children : [],
      nodesStart: group.start,
      spans: undefined,
    };
  });
}

/** In place: what is known of a declaration is known by its identity, and most of a document moves at each keystroke. */
function move(piece: Piece, delta: number): void {
  if (delta === 0) return;
  piece.spans ??= spansIn(piece.lowered);
  for (const span of piece.spans) {
    span.start += delta;
    span.end += delta;
  }
}

function changeSince(before: Kept | undefined, document: SourceDocument): TextChange | undefined {
  return before?.language === document.language ? textChange(before.text, document.text) : undefined;
}

/** Groups outside the changed text that read as they did before. Error recovery looks beyond a group, so broken ones are not kept. */
function reusable(
  groups: readonly TopLevelGroup[],
  change: TextChange,
  pieces: readonly Piece[],
): ReadonlyMap<TopLevelGroup, Piece> {
  const found = new Map<TopLevelGroup, Piece>();
  const byStart = new Map(pieces.map((piece) => [piece.group.start, piece]));
  const moved = change.newEnd - change.oldEnd;
  for (const group of groups) {
    const delta = group.end <= change.start ? 0 : group.start >= change.newEnd ? moved : undefined;
    if (delta === undefined || group.hasError) continue;
    const old = byStart.get(group.start - delta);
    if (old === undefined || old.group.hasError || old.group.types !== group.types) continue;
    if (old.group.end === group.end - delta) found.set(group, old);
  }
  return found;
}

/** The nodes of the pieces that are to be lowered anew. */
function earlierReading(
  reused: ReadonlyMap<TopLevelGroup, Piece>,
  change: TextChange | undefined,
  pieces: readonly Piece[],
): EarlierReading | undefined {
  if (change === undefined) return undefined;
  const kept = new Set(reused.values());
  const renewed = pieces.filter((piece) => !kept.has(piece));
  return {
    change,
    nodes: renewed.flatMap(({ nodes, nodesStart, group }) => shiftSpans(nodes, group.start - nodesStart)),
  };
}

function lowerOf(language: LanguageId): Lower {
  return language === 'python' ? lowerPython : lowerTypescript;
}

/** A fault of lowering costs its declaration, not the file. */
function lowerSafely(lower: Lower, children: readonly RawNode[], group: TopLevelGroup, source: LowerSource): Lowered {
  const { start, end } = group;
  try {
    const root = {
      type: 'root',
      named: true,
      missing: false,
      hasError: group.hasError,
      field: undefined,
      start,
      end,
      children,
    } as const;
    return lower(root, source);
  } catch {
    const expression = unknownExpression(group, 'lowering failed');
    return { body: [{ kind: 'expression', start, end, expression }], comments: [], hasErrors: true };
  }
}

function isCut(node: RawNode): boolean {
  return node.type === tooDeepType || node.children.some(isCut);
}

function assemble(document: SourceDocument, pieces: readonly Piece[], hasErrors: boolean): Module {
  return {
    path: document.path,
    language: document.language,
    body: pieces.flatMap((piece) => piece.lowered.body),
    comments: pieces.flatMap((piece) => piece.lowered.comments),
    hasErrors: hasErrors || pieces.some((piece) => piece.lowered.hasErrors),
    ...(pieces.some((piece) => piece.isCut) ? { note: 'Parts of the file nest too deeply to be analysed.' } : {}),
  };
}
