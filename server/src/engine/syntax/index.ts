// Door of the syntax room: parsing text into plain trees.
export {
  createSyntax,
  type GrammarBytes,
  type ParseOutcome,
  type Syntax,
  type SyntaxLimits,
  type SyntaxOptions,
} from './createSyntax.ts';
export { type GrammarId, grammarOf } from './grammar.ts';
export {
  childByField,
  childOfType,
  childrenByField,
  hasChildOfType,
  namedChildren,
  type RawNode,
  rawDepthLimit,
  tooDeepType,
} from './rawNode.ts';
export { shiftSpans } from './shiftSpans.ts';
export { type MovableSpan, spansIn } from './spansIn.ts';
export type { EarlierReading, SyntaxTree, TopLevelNode } from './syntaxTree.ts';
export { type TextChange, textChange } from './textChange.ts';
export { createTreeStore, type TreeStore } from './treeStore.ts';
