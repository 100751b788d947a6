// Follows a variable, or a place in a record, through what one function reads and writes before and after it first waits.
import { type AnyNode, boundNames, type CallExpression, type Expression, type Target, walk } from '../model/index.ts';
import { isFunction } from './isFunction.ts';
import { spelledName } from './spelledName.ts';

export interface SlotRoot {
  /** The variable, or the member of an object: `order`, `self.order`. */
  readonly name: string;
  /** It holds a record that has no entry yet; otherwise nothing. */
  readonly isRecord: boolean;
}

export interface SlotAccess {
  readonly node: AnyNode;
  /** Empty for the variable itself; of an entry its key, in brackets where it is no literal. */
  readonly key: string;
  /** `whole`: the record itself is handed on; `other`: it is counted up, grown, deleted. */
  readonly how: 'read' | 'write' | 'whole' | 'other';
}

/** All accesses in source order; of code that runs later too. */
export function slotAccesses(part: unknown, root: SlotRoot, text: string): readonly SlotAccess[] {
  const found: SlotAccess[] = [];
  walk(part, (node) => {
    if (node.kind === 'assign' || node.kind === 'assignment' || node.kind === 'delete') {
      const isPlain = node.kind !== 'delete' && node.operator === undefined;
      const targets = (node.kind === 'delete' ? node.targets : [node.target]) as readonly Target[];
      for (const target of targets) {
        const slot = slotOf(target as unknown as AnyNode, root, text);
        const isBound = slot === undefined && boundNames(target).includes(root.name);
        const isDeclared = isPlain && !node.value;
        if ((slot !== undefined || isBound) && !isDeclared)
          found.push({ node, key: slot ?? '', how: isPlain ? 'write' : 'other' });
        if (target.kind === 'index') found.push(...slotAccesses(target.index, root, text));
      }
      found.push(...slotAccesses(node.value, root, text));
      return false;
    }
    if (node.kind === 'call') {
      const used = methodAccess(node, root, text);
      if (!used) return true;
      found.push(used, ...slotAccesses((node as unknown as CallExpression).args, root, text));
      return false;
    }
    const key = slotOf(node, root, text);
    if (key === undefined) return true;
    found.push({ node, key, how: root.isRecord && key === '' ? 'whole' : 'read' });
    if (node.kind === 'index') found.push(...slotAccesses(node.index, root, text));
    return false;
  });
  return found;
}

function slotOf(node: AnyNode, root: SlotRoot, text: string): string | undefined {
  if (node.kind !== 'name' && node.kind !== 'member' && node.kind !== 'index') return undefined;
  if (isRoot(node, root)) return '';
  if (!root.isRecord || !isRoot(node.object as AnyNode | undefined, root)) return undefined;
  return node.kind === 'member' ? (node.property as string) : keyOf(node.index as Expression, text);
}

function isRoot(node: AnyNode | undefined, root: SlotRoot): boolean {
  if (node?.kind !== 'name' && node?.kind !== 'member') return false;
  return spelledName(node as unknown as Expression) === root.name;
}

function keyOf(key: Expression, text: string): string {
  return key.kind === 'literal' ? String(key.value) : `[${text.slice(key.start, key.end)}]`;
}

/** `results.get(id)`, `results.set(id, result)`; any other method may change the record. */
function methodAccess(node: AnyNode, root: SlotRoot, text: string): SlotAccess | undefined {
  const { callee, args } = node as unknown as CallExpression;
  if (!root.isRecord || callee.kind !== 'member' || !isRoot(callee.object as unknown as AnyNode, root))
    return undefined;
  const key = args[0]?.value;
  if (callee.property === 'get' && key) return { node, key: keyOf(key, text), how: 'read' };
  if (callee.property === 'set' && key && args.length === 2) return { node, key: keyOf(key, text), how: 'write' };
  return { node, key: '', how: 'other' };
}

const synchronous = /^(?:map|filter|flatMap|forEach|reduce|replace|replaceAll|some|every|find|sub|sorted)$/;

/** Visits what runs right away: no callbacks but those that are called on the spot, and no loops that wait. */
export function walkNow(part: unknown, visit: (node: AnyNode) => boolean): void {
  const onTheSpot = new Set<unknown>();
  walk(part, (node) => {
    if (isFunction(node)) return onTheSpot.has(node);
    if (node.kind === 'function' || node.kind === 'class') return false;
    if (node.kind === 'loop' && waits(node.body)) return false;
    if (node.kind === 'call') {
      const { callee, args } = node as unknown as CallExpression;
      const last = callee.kind === 'member' ? callee.property : '';
      if (synchronous.test(last))
        for (const { value } of args) if (isFunction(value) && !value.isAsync) onTheSpot.add(value);
    }
    return visit(node);
  });
}

/** Where the first wait ends, as an offset; conditional ones are passed over when they should not count. */
export function firstWait(part: unknown, countsConditional: boolean): number {
  let first = Number.POSITIVE_INFINITY;
  walk(part, (node) => {
    if (node.kind === 'function') return false;
    if (!countsConditional && /^(?:if|loop|switch|conditional|logical|comprehension)$/.test(node.kind)) return false;
    if (node.kind === 'await') first = Math.min(first, node.end as number);
    if (countsConditional && node.isAsync === true && (node.kind === 'with' || node.kind === 'loop'))
      first = Math.min(first, node.start as number);
    return true;
  });
  return first;
}

function waits(part: unknown): boolean {
  return firstWait(part, true) < Number.POSITIVE_INFINITY;
}

/** Whether a test asks if it is there. */
export function isTested(part: unknown, root: SlotRoot, text: string): boolean {
  const holds = (value: unknown): boolean => value !== undefined && slotAccesses(value, root, text).length > 0;
  let found = false;
  walk(part, (node) => {
    if (node.kind === 'if' || node.kind === 'conditional' || node.kind === 'loop') found ||= holds(node.test);
    else if (node.kind === 'switch') found ||= holds(node.subject);
    else if (node.kind === 'logical') found ||= holds(node.left) || holds(node.right);
    else if (node.kind === 'unary') found ||= holds(node.operand);
    else if (node.kind === 'binary' && /^(?:[!=]=|is|in|not|instanceof)/.test(node.operator as string))
      found ||= holds(node.left) || holds(node.right);
    return !found;
  });
  return found;
}
