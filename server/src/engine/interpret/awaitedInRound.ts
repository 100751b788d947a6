// Finds the call that each round of a loop waits for, when it is made for the element and no round can be the last one early.
import { boundNames, type CallExpression, type Statement, walk } from '../model/index.ts';

type Loop = Extract<Statement, { kind: 'loop' }>;

/** Undefined as well where a round may leave the loop: what comes later may depend on it. */
export function awaitedInRound(loop: Loop): CallExpression | undefined {
  const names = new Set(loop.target ? boundNames(loop.target) : []);
  let found: CallExpression | undefined;
  let leaves = false;
  walk(loop.body, (node) => {
    if (node.kind === 'break' || node.kind === 'return' || node.kind === 'throw') leaves = true;
    if (node.kind === 'function') return false;
    const call = node.kind === 'await' ? (node.value as CallExpression | undefined) : undefined;
    if (call?.kind === 'call' && isGiven(call, names)) found ??= call;
    return true;
  });
  return leaves ? undefined : found;
}

/** Its arguments say something of the element, itself or what was read from it just before. */
function isGiven(call: CallExpression, names: ReadonlySet<string>): boolean {
  let isOne = false;
  walk(call.args, (node) => {
    if (node.kind === 'name' && names.has(node.name as string)) isOne = true;
    return !isOne;
  });
  return isOne;
}
