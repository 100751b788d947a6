// Reads JSON, with comments and trailing commas as people write them, into nodes with their places.
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { DataEntry, DataNode, PromptProblem } from './promptFile.ts';

export interface ReadData {
  readonly node?: DataNode;
  readonly problems: readonly PromptProblem[];
}

export function readJson(text: string, shift = 0): ReadData {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const problems = errors.map(({ error, offset, length }) => ({
    span: { start: shift + offset, end: shift + offset + length },
    message: `This is no JSON: ${words(printParseErrorCode(error))}.`,
  }));
  return root === undefined ? { problems } : { node: nodeOf(root, shift), problems };
}

/** `CommaExpected` as people say it. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

function nodeOf(node: Node, shift: number): DataNode {
  const span = { start: shift + node.offset, end: shift + node.offset + node.length };
  if (node.type === 'array')
    return { kind: 'list', items: (node.children ?? []).map((one) => nodeOf(one, shift)), span };
  if (node.type !== 'object') return { kind: 'scalar', value: getNodeValue(node) ?? null, span };
  const entries = (node.children ?? []).flatMap((property): readonly DataEntry[] => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    return [
      {
        key: String(key.value),
        keySpan: { start: shift + key.offset, end: shift + key.offset + key.length },
        span: { start: shift + property.offset, end: shift + property.offset + property.length },
        value: nodeOf(value, shift),
      },
    ];
  });
  return { kind: 'record', entries, span };
}
