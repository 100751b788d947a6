// Copies nodes out of the parser's memory with one cursor walk.
import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import { type RawNode, rawDepthLimit, tooDeepType } from './rawNode.ts';
import { shiftSpans } from './shiftSpans.ts';
import type { EarlierReading, TopLevelNode } from './syntaxTree.ts';
import type { TextChange } from './textChange.ts';

/** Names of a grammar's node types, copied once so that the walk asks the parser for numbers only. */
export interface NodeTypes {
  readonly names: readonly (string | null)[];
  readonly named: readonly boolean[];
  readonly fields: readonly (string | null)[];
}

export function nodeTypesOf(language: Language): NodeTypes {
  return {
    names: language.types,
    named: language.types.map((_, id) => language.nodeTypeIsNamed(id)),
    fields: language.fields,
  };
}

/** Tokens that never carry a field, and node types that never have children: each saves a call or two per node. */
const punctuation = new Set(['(', ')', '{', '}', '[', ']', ';', ',', '.', '"', "'", '`']);
const leaves = new Set([
  'identifier',
  'property_identifier',
  'private_property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'type_identifier',
  'string_fragment',
  'escape_sequence',
  'number',
  'integer',
  'float',
  'comment',
  'this',
  'super',
  'true',
  'false',
  'null',
  'none',
]);

/** Visits the nodes right below the root. */
export function readTopLevel(tree: Tree, types: NodeTypes): readonly TopLevelNode[] {
  const cursor = tree.walk();
  try {
    const nodes: TopLevelNode[] = [];
    if (!cursor.gotoFirstChild()) return nodes;
    do {
      const type = types.names[cursor.nodeTypeId] ?? 'ERROR';
      nodes.push({ type, start: cursor.startIndex, end: cursor.endIndex, hasError: cursor.currentNode.hasError });
    } while (cursor.gotoNextSibling());
    return nodes;
  } finally {
    cursor.delete();
  }
}

/** Copies the wanted nodes right below the root, whole. */
export function readWanted(
  tree: Tree,
  types: NodeTypes,
  wanted: (index: number) => boolean,
  earlier: EarlierReading | undefined,
): readonly (RawNode | undefined)[] {
  const cursor = tree.walk();
  try {
    const walk = { cursor, types, change: earlier?.change };
    const nodes: (RawNode | undefined)[] = [];
    if (!cursor.gotoFirstChild()) return nodes;
    do nodes.push(wanted(nodes.length) ? readNode(walk, 0, earlier?.nodes ?? none) : undefined);
    while (cursor.gotoNextSibling());
    return nodes;
  } finally {
    cursor.delete();
  }
}

interface Walk {
  readonly cursor: TreeCursor;
  readonly types: NodeTypes;
  readonly change: TextChange | undefined;
}

/** `earlier` holds the children that the parent had before the change. */
function readNode(walk: Walk, depth: number, earlier: readonly RawNode[]): RawNode {
  const { cursor, types } = walk;
  const typeId = cursor.nodeTypeId;
  const type = types.names[typeId] ?? 'ERROR';
  const start = cursor.startIndex;
  const named = types.named[typeId] ?? true;
  if (!named && punctuation.has(type)) {
    const end = start + type.length;
    return { start, end, type, named, missing: false, hasError: false, field: undefined, children: none };
  }
  const end = cursor.endIndex;
  const field = types.fields[cursor.currentFieldId] ?? undefined;
  const missing = start === end && cursor.nodeIsMissing;
  const isLeaf = !named || leaves.has(type);
  const before = isLeaf ? undefined : counterpart(earlier, walk.change, type, start);
  if (before !== undefined && walk.change !== undefined && isUntouched(before, walk.change, start, end, field)) {
    // Error recovery looks beyond the node, so a node is taken over only when it was and is free of errors.
    if (!before.hasError && !cursor.currentNode.hasError) return shiftSpans(before, start - before.start);
  }
  if (isLeaf || !cursor.gotoFirstChild()) {
    return { start, end, type, named, missing, hasError: missing || type === 'ERROR', field, children: none };
  }
  if (depth >= rawDepthLimit) {
    cursor.gotoParent();
    return { start, end, type: tooDeepType, named, missing: false, hasError: true, field, children: none };
  }
  const children: RawNode[] = [];
  let hasError = missing || type === 'ERROR';
  do {
    const child = readNode(walk, depth + 1, before?.children ?? none);
    hasError ||= child.hasError;
    children.push(child);
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return { start, end, type, named, missing, hasError, field, children };
}

/** The node of the type that began at the same place before the change. */
function counterpart(
  earlier: readonly RawNode[],
  change: TextChange | undefined,
  type: string,
  start: number,
): RawNode | undefined {
  if (change === undefined || earlier.length === 0) return undefined;
  if (start > change.start && start < change.newEnd) return undefined;
  const wanted = start <= change.start ? start : start - change.newEnd + change.oldEnd;
  let low = 0;
  let high = earlier.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((earlier[middle]?.start ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  for (let at = low; earlier[at]?.start === wanted; at++) if (earlier[at]?.type === type) return earlier[at];
  return undefined;
}

function isUntouched(
  before: RawNode,
  change: TextChange,
  start: number,
  end: number,
  field: string | undefined,
): boolean {
  if (before.field !== field || before.end - before.start !== end - start) return false;
  if (end <= change.start) return before.start === start;
  return start >= change.newEnd && before.start === start - change.newEnd + change.oldEnd;
}

const none: readonly RawNode[] = [];
