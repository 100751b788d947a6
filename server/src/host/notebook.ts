// Reads a Jupyter notebook as one Python program, and tells of each place in it where it stands in the file and in which cell.
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { neutralMagics } from './neutralMagics.ts';

export interface NotebookCell {
  /** Position among all cells, from 1, as notebooks count them. */
  readonly number: number;
  /** Offsets into the program. */
  readonly start: number;
  readonly end: number;
}

export interface Notebook {
  /** The code cells in order, each ended by a line break. Magics are silenced without moving anything. */
  readonly program: string;
  readonly cells: readonly NotebookCell[];
  /** The offset in the file of an offset in the program. */
  readonly fileOffset: (offset: number) => number;
}

export type ReadNotebook =
  | { readonly kind: 'notebook'; readonly notebook: Notebook }
  /** `why` finishes the sentence "skipped: …". */
  | { readonly kind: 'skipped'; readonly why: string };

export const isNotebookPath = (path: string): boolean => /\.ipynb$/i.test(path);

/** `text` is that of the file, in version 4 of the format. */
export function readNotebook(text: string): ReadNotebook {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    const line = text.slice(0, error?.offset ?? 0).split(/\r\n|\r|\n/).length;
    const what = error === undefined ? 'the file is empty' : spaced(printParseErrorCode(error.error));
    return { kind: 'skipped', why: `not valid JSON at line ${line}: ${what}` };
  }
  const format: unknown = findNodeAtLocation(root, ['nbformat'])?.value;
  const cells = findNodeAtLocation(root, ['cells']);
  if (cells?.type !== 'array' || format !== 4) {
    return { kind: 'skipped', why: 'no notebook of format 4: save it anew with Jupyter' };
  }
  const language = languageOf(root);
  if (language !== undefined && language !== 'python') return { kind: 'skipped', why: `a notebook of ${language}` };
  return { kind: 'notebook', notebook: programOf(text, cells.children ?? []) };
}

/** Notebooks without a kernel are taken for Python's. */
function languageOf(root: Node): string | undefined {
  const said =
    findNodeAtLocation(root, ['metadata', 'kernelspec', 'language']) ??
    findNodeAtLocation(root, ['metadata', 'language_info', 'name']);
  return typeof said?.value === 'string' ? said.value.toLowerCase() : undefined;
}

function programOf(text: string, nodes: readonly Node[]): Notebook {
  const offsets: number[] = [];
  const cells: NotebookCell[] = [];
  let program = '';
  for (const [at, node] of nodes.entries()) {
    const source = findNodeAtLocation(node, ['source']);
    if (findNodeAtLocation(node, ['cell_type'])?.value !== 'code' || source === undefined) continue;
    const start = program.length;
    let code = '';
    for (const literal of source.type === 'array' ? (source.children ?? []) : [source]) {
      if (literal.type !== 'string') continue;
      code += String(literal.value);
      offsets.push(...unitOffsets(text, literal));
    }
    program += `${neutralMagics(code)}\n`;
    offsets.push(source.offset + source.length);
    cells.push({ number: at + 1, start, end: program.length });
  }
  offsets.push(offsets.at(-1) ?? 0);
  return { program, cells, fileOffset: (offset) => offsets[Math.min(offset, offsets.length - 1)] ?? 0 };
}

/** Where each unit of a string's value is written. */
function unitOffsets(text: string, literal: Node): readonly number[] {
  const out: number[] = [];
  const end = literal.offset + literal.length - 1;
  for (let at = literal.offset + 1; at < end; ) {
    out.push(at);
    at += text[at] === '\\' ? (text[at + 1] === 'u' ? 6 : 2) : 1;
  }
  return out;
}

function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
