// Reads YAML into nodes with their places.
import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Span } from '../text/index.ts';
import type { DataEntry, DataNode } from './promptFile.ts';
import type { ReadData } from './readJson.ts';

export function readYaml(text: string, shift = 0): ReadData {
  const document = parseDocument(text, { strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  const problems = document.errors.map(({ pos, message }) => ({
    span: { start: shift + pos[0], end: shift + pos[1] },
    message: `This is no YAML: ${message.replace(/\.$/, '')}.`,
  }));
  const root = document.contents as Node | null;
  return root === null ? { problems } : { node: nodeOf(root, shift), problems };
}

function nodeOf(node: unknown, shift: number): DataNode {
  const span = spanOf(node, shift);
  if (isSeq(node)) return { kind: 'list', items: node.items.map((one) => nodeOf(one, shift)), span };
  if (isMap(node)) {
    const entries = node.items.flatMap((pair): readonly DataEntry[] => {
      if (!isPair(pair) || !isScalar(pair.key)) return [];
      const keySpan = spanOf(pair.key, shift);
      const value: DataNode = pair.value
        ? nodeOf(pair.value, shift)
        : { kind: 'scalar', value: null, span: { start: keySpan.end, end: keySpan.end } };
      return [{ key: String(pair.key.value), keySpan, span: { start: keySpan.start, end: value.span.end }, value }];
    });
    return { kind: 'record', entries, span };
  }
  // What an alias stands for is written elsewhere; following it could take for ever.
  if (isAlias(node) || !isScalar(node)) return { kind: 'scalar', value: null, span };
  const { value } = node;
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return { kind: 'scalar', value: isPlain ? value : String(value), span };
}

function spanOf(node: unknown, shift: number): Span {
  const range = (node as { readonly range?: readonly [number, number, number] | null } | undefined)?.range;
  return range ? { start: shift + range[0], end: shift + range[1] } : { start: shift, end: shift };
}
