// Parses documents with tree-sitter: incremental, within a work limit, and alive after a crash of the parser.
import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import type { LanguageId } from '../model/index.ts';
import { type GrammarId, grammarOf } from './grammar.ts';
import { maskText } from './maskText.ts';
import { type NodeTypes, nodeTypesOf, readTopLevel, readWanted } from './readTree.ts';
import type { SyntaxTree, TopLevelNode } from './syntaxTree.ts';
import { type TextChange, textChange } from './textChange.ts';

/** Bytes of a grammar, or a way to get them that is used when a document first needs the grammar. */
export type GrammarBytes = Uint8Array | (() => Uint8Array);

/** Past these a document yields no tree. */
export interface SyntaxLimits {
  /** UTF-16 units of a document. */
  readonly maxLength: number;
  /** Parser steps per UTF-16 unit; ordinary code takes about 0.01 progress reports (of 100 steps) per unit. */
  readonly maxReportsPerUnit: number;
  /** Reports granted to any document, however short. */
  readonly leastReports: number;
}

export interface SyntaxOptions {
  readonly runtimeWasm: Uint8Array;
  readonly grammars: Readonly<Record<GrammarId, GrammarBytes>>;
  readonly limits?: Partial<SyntaxLimits>;
}

/** `why` is a sentence for the user. */
export type ParseOutcome =
  | { readonly kind: 'tree'; readonly tree: SyntaxTree }
  | { readonly kind: 'none'; readonly why: string };

export interface Syntax {
  /**
   * Parses the text. `previous`, a tree of an earlier text of the same document, makes it incremental and is consumed:
   * it is disposed whatever the outcome. The caller owns the tree it gets.
   */
  parse(text: string, language: LanguageId, previous?: SyntaxTree): ParseOutcome;
  /** Trees created and freed so far; equal when nothing leaks. */
  readonly counts: { readonly created: number; readonly freed: number };
  /** Frees the parser. Trees stay with their owners. */
  dispose(): void;
}

const defaultLimits: SyntaxLimits = { maxLength: 2_000_000, maxReportsPerUnit: 1, leastReports: 10_000 };

interface NativeTree {
  readonly tree: Tree;
  /** The text as the parser saw it. */
  readonly parsed: string;
  readonly epoch: number;
}

/** A tree to parse on, edited so that it fits the new text. */
interface Base {
  readonly tree: Tree;
  /** Up to here it says what a parse from nothing says. */
  readonly sound: number;
  readonly isBroken: boolean;
}

/** The host gives the bytes: the engine does no input or output. */
export async function createSyntax(options: SyntaxOptions): Promise<Syntax> {
  await Parser.init({ wasmBinary: options.runtimeWasm } as Parameters<typeof Parser.init>[0]);
  const limits = { ...defaultLimits, ...options.limits };
  const languages = new Map<GrammarId, { readonly language: Language; readonly types: NodeTypes }>();
  const natives = new WeakMap<SyntaxTree, NativeTree>();
  const counts = { created: 0, freed: 0 };
  let parser: Parser | undefined;
  // A crash may leave the parser's memory inconsistent: nothing made before it is built upon afterwards.
  let epoch = 0;

  function loaded(grammar: GrammarId): { readonly language: Language; readonly types: NodeTypes } {
    const known = languages.get(grammar);
    if (known !== undefined) return known;
    const given = options.grammars[grammar];
    const language = Language.loadSync(compile(typeof given === 'function' ? given() : given));
    const entry = { language, types: nodeTypesOf(language) };
    languages.set(grammar, entry);
    return entry;
  }

  function freeNative(tree: Tree): void {
    counts.freed++;
    try {
      tree.delete();
    } catch {
      // After a crash the tree's memory may be gone already.
    }
  }

  function recover(): void {
    epoch++;
    try {
      parser?.delete();
    } catch {
      // It is being replaced because it crashed.
    }
    parser = undefined;
  }

  function parseNative(text: string, language: Language, base: Tree | undefined): Tree | undefined {
    parser ??= new Parser();
    parser.setLanguage(language);
    const granted = limits.leastReports + text.length * limits.maxReportsPerUnit;
    let reports = 0;
    const tree = parser.parse(text, base, { progressCallback: () => ++reports > granted });
    if (tree === null) {
      // Otherwise the next parse would resume this one.
      parser.reset();
      return undefined;
    }
    counts.created++;
    return tree;
  }

  function wrap(native: Tree, types: NodeTypes, text: string, parsed: string, language: LanguageId): SyntaxTree {
    let topLevel: readonly TopLevelNode[] | undefined;
    let hasErrors = false;
    let freed = false;
    try {
      hasErrors = native.rootNode.hasError;
      topLevel = readTopLevel(native, types);
    } catch (error) {
      freeNative(native);
      throw error;
    }
    const tree: SyntaxTree = {
      text,
      language,
      hasErrors,
      topLevel,
      read(wanted, earlier) {
        if (freed) throw new Error('The syntax tree was disposed.');
        try {
          return readWanted(native, types, wanted, earlier);
        } catch (error) {
          recover();
          throw error;
        }
      },
      dispose() {
        if (freed) return;
        freed = true;
        freeNative(native);
      },
    };
    natives.set(tree, { tree: native, parsed, epoch });
    return tree;
  }

  function baseOf(previous: SyntaxTree | undefined, parsed: string, language: LanguageId): Base | undefined {
    if (previous === undefined || previous.language !== language) return undefined;
    const native = natives.get(previous);
    if (native === undefined || native.epoch !== epoch) return undefined;
    const change = textChange(native.parsed, parsed);
    if (change !== undefined) native.tree.edit(nativeEdit(native.parsed, parsed, change));
    const broken = previous.topLevel.find((node) => node.hasError)?.start;
    const sound = Math.min(change?.start ?? parsed.length, broken ?? parsed.length);
    return { tree: native.tree, sound, isBroken: previous.hasErrors };
  }

  function attempt(text: string, language: LanguageId, previous: SyntaxTree | undefined): ParseOutcome {
    const grammar = grammarOf(language);
    const parsed = maskText(text, grammar);
    const { language: nativeLanguage, types } = loaded(grammar);
    const base = baseOf(previous, parsed, language);
    let native: Tree | undefined;
    if (base === undefined || !base.isBroken) native = parseNative(parsed, nativeLanguage, base?.tree);
    if (base !== undefined && (base.isBroken || native?.rootNode.hasError)) {
      // How the parser recovers from an error depends on which nodes it is offered again, so none behind the first error is.
      base.tree.edit(restEdit(parsed, base.sound));
      if (native !== undefined) freeNative(native);
      native = parseNative(parsed, nativeLanguage, base.tree);
    }
    if (native === undefined) return { kind: 'none', why: 'The file takes too much work to parse.' };
    return { kind: 'tree', tree: wrap(native, types, text, parsed, language) };
  }

  return {
    parse(text, language, previous) {
      try {
        if (text.length > limits.maxLength) return { kind: 'none', why: 'The file is too long to be analysed.' };
        try {
          return attempt(text, language, previous);
        } catch {
          recover();
          return attempt(text, language, undefined);
        }
      } catch {
        recover();
        return { kind: 'none', why: 'The parser failed on this file.' };
      } finally {
        previous?.dispose();
      }
    },
    counts,
    dispose() {
      parser?.delete();
      parser = undefined;
    },
  };
}

/** The engine is compiled without the host's types, so the one global it needs is named here. */
function compile(bytes: Uint8Array): Parameters<typeof Language.loadSync>[0] {
  const host = globalThis as unknown as {
    readonly WebAssembly: { readonly Module: new (bytes: Uint8Array) => unknown };
  };
  return new host.WebAssembly.Module(bytes) as Parameters<typeof Language.loadSync>[0];
}

function nativeEdit(before: string, after: string, change: TextChange): Edit {
  const startPosition = pointAt(before, change.start);
  return new Edit({
    startIndex: change.start,
    oldEndIndex: change.oldEnd,
    newEndIndex: change.newEnd,
    startPosition,
    oldEndPosition: pointAt(before, change.oldEnd),
    newEndPosition: pointAt(after, change.newEnd),
  });
}

/** Says that all of the text from `start` on is new. */
function restEdit(text: string, start: number): Edit {
  return nativeEdit(text, text, { start, oldEnd: text.length, newEnd: text.length });
}

/** The parser counts `\n` only. */
function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
