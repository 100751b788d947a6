// Finds branches of a fan-out that read, as they start, what only another branch sets when it has waited.
import { type AnyNode, boundNames, type Expression, type Statement, walk } from '../model/index.ts';
import type { Above, CallAt, Code, FunctionAt } from './code.ts';
import { isFunction } from './isFunction.ts';
import { firstWait, isTested, type SlotAccess, type SlotRoot, slotAccesses, walkNow } from './slots.ts';
import { spelledName } from './spelledName.ts';
import { type Branch, functionCalled, type WrittenFanOut } from './writtenFanOuts.ts';

export interface UnsetRead {
  readonly read: AnyNode;
  readonly reader: Branch;
  readonly writer: Branch;
}

interface Declared extends SlotRoot {
  readonly statement: Statement;
}

export function unsetReads(code: Code, fanOut: WrittenFanOut): readonly UnsetRead[] {
  if (waitsBetween(fanOut)) return [];
  return declaredUnset(fanOut).flatMap((root) => {
    for (const writer of fanOut.branches)
      for (const reader of fanOut.branches) {
        const read = writer === reader ? undefined : unsetReadOf(code, fanOut, root, writer, reader);
        if (read) return [{ read, reader, writer }];
      }
    return [];
  });
}

/** Variables that are set to nothing on the straight way to the fan-out, in the same round of every loop. */
function declaredUnset({ node, above, body }: Pick<WrittenFanOut, 'node' | 'above' | 'body'>): readonly Declared[] {
  const blocks: (readonly Statement[])[] = [];
  let isOutermost = true;
  for (let index = above.length - 1; index >= 0; index--) {
    const { node: around, key } = above[index] as Above;
    if (Array.isArray(around[key]) && key !== 'args') blocks.push(around[key] as readonly Statement[]);
    isOutermost = !(
      isFunction(around) ||
      (around.kind === 'loop' && key === 'body') ||
      around.kind === 'comprehension'
    );
    if (!isOutermost) break;
  }
  if (isOutermost) blocks.push(body);
  const before = blocks.flat().filter((one) => one.kind === 'assign' && one.end <= (node.start as number));
  return before.flatMap((statement): readonly Declared[] => {
    if (statement.kind !== 'assign' || statement.operator !== undefined) return [];
    const { target, value } = statement;
    const name = target.kind === 'name' || target.kind === 'member' ? spelledName(target) : undefined;
    if (name === undefined || name.includes('()')) return [];
    if (value === undefined ? statement.declares !== undefined : isNothing(value))
      return [{ name, isRecord: false, statement }];
    return value !== undefined && isEmptyRecord(value) ? [{ name, isRecord: true, statement }] : [];
  });
}

function isNothing(value: Expression): boolean {
  if (value.kind === 'name') return value.name === 'undefined';
  return value.kind === 'literal' && (value.value === null || value.value === undefined);
}

function isEmptyRecord(value: Expression): boolean {
  if (value.kind === 'record') return value.entries.every((one) => one.kind === 'field' && isNothing(one.value));
  if (value.kind !== 'call' || value.args.length > 0) return false;
  return ['dict', 'Map'].includes(spelledName(value.callee) ?? '');
}

/** Between the start of the first branch and that of the last. */
function waitsBetween({ body, branches }: WrittenFanOut): boolean {
  const first = Math.min(...branches.map(({ value }) => value.start));
  const last = Math.max(...branches.map(({ value }) => value.end));
  let found = false;
  walk(body, (node) => {
    if (isFunction(node) || node.kind === 'function') return false;
    if (node.kind === 'await' && (node.end as number) >= first && (node.end as number) <= last) found = true;
    return !found;
  });
  return found;
}

function unsetReadOf(
  code: Code,
  fanOut: WrittenFanOut,
  root: Declared,
  writer: Branch,
  reader: Branch,
): AnyNode | undefined {
  const rootOf = (branch: Branch): SlotRoot | undefined => rootIn(code, fanOut, root, branch);
  const written = writtenLater(code, root, writer, rootOf(writer));
  if (written === undefined || isRunElsewhere(code, fanOut, writer)) return undefined;
  if (!isOnlyTouchedBy(code, fanOut, root, writer)) return undefined;
  for (const other of fanOut.branches) {
    const inside = rootOf(other);
    if (other === writer || !inside || !other.runs) continue;
    const touched = slotAccesses(other.runs.fn.body, inside, code.text);
    if (touched.some(({ how }) => how !== 'read')) return undefined;
  }
  const inside = rootOf(reader);
  const fn = reader.runs?.fn;
  const isAsked =
    isTested(reader.value, root, code.text) || (inside && fn && isTested(fn.body, inside, code.text)) === true;
  if (isAsked) return undefined;
  const found = [
    ...accessesNow(code, reader.value, root, Number.POSITIVE_INFINITY),
    ...(inside && fn ? accessesNow(code, fn.body, inside, firstWait(fn.body, true)) : []),
  ];
  return found.find(({ how, key }) => how === 'read' && written.has(key))?.node;
}

/** Keys that the branch sets, all of them when it has waited; undefined where that is not sure. */
function writtenLater(
  code: Code,
  root: SlotRoot,
  { runs, callbacks }: Branch,
  inside: SlotRoot | undefined,
): ReadonlySet<string> | undefined {
  const own = inside && runs ? slotAccesses(runs.fn.body, inside, code.text) : [];
  const after = callbacks.flatMap((one) => slotAccesses(one.body, root, code.text));
  const wait = runs ? firstPause(code, runs) : Number.POSITIVE_INFINITY;
  const writes = [...own, ...after].filter(({ how }) => how !== 'read');
  if (writes.length === 0 || writes.some(({ how, key }) => how !== 'write' || key.startsWith('['))) return undefined;
  const isLate = own.every(({ how, node }) => how !== 'write' || wait <= (node.end as number));
  return isLate ? new Set(writes.map(({ key }) => key)) : undefined;
}

/** Where others have surely had a turn: Python runs on through an `await` of a function that itself never waits. */
function firstPause(code: Code, { fn, above }: FunctionAt): number {
  const wait = firstWait(fn.body, false);
  if (code.module.language !== 'python') return wait;
  let runsOn = false;
  walk(fn.body, (node) => {
    const awaited = node.kind === 'await' && node.end === wait ? (node.value as Expression | undefined) : undefined;
    const runs = awaited?.kind === 'call' ? functionCalled(code, above, awaited) : undefined;
    if (runs && firstWait(runs.fn.body, true) === Number.POSITIVE_INFINITY) runsOn = true;
    return true;
  });
  return runsOn ? Number.POSITIVE_INFINITY : wait;
}

function accessesNow(code: Code, part: unknown, root: SlotRoot, before: number): readonly SlotAccess[] {
  const now = new Set<AnyNode>();
  walkNow(part, (node) => {
    if ((node.start as number) < before) now.add(node);
    return true;
  });
  return slotAccesses(part, root, code.text).filter(({ node }) => now.has(node));
}

/** What the root is called in the function that a branch runs; undefined where it cannot be seen there. */
function rootIn(
  code: Code,
  { owner }: Pick<WrittenFanOut, 'owner'>,
  root: SlotRoot,
  { call, runs }: Pick<Branch, 'call' | 'runs'>,
): SlotRoot | undefined {
  if (!runs) return undefined;
  const own = /^(?:self|this)\./.test(root.name);
  const isMethod = runs.above.at(-1)?.node.kind === 'method';
  if (own && isMethod) return root;
  const params = runs.fn.params.filter(({ target }) => target.kind !== 'name' || !/^(?:self|cls)$/.test(target.name));
  const at = call.args.findIndex(({ value }) => value.kind === 'name' && value.name === root.name);
  const arg = call.args[at];
  if (arg) {
    // A variable is handed on as it is now; a record is the same one there.
    if (!root.isRecord || arg.form === 'spread' || arg.form === 'keywordSpread') return undefined;
    const name = arg.form === 'keyword' ? arg.name : boundNames(params[at]?.target ?? (arg.value as never))[0];
    return name === undefined ? undefined : { name, isRecord: true };
  }
  const isNested = owner === undefined || runs.above.some(({ node }) => (node as unknown) === owner);
  return isNested && !isShadowed(code, runs, root) ? root : undefined;
}

function isShadowed({ module }: Code, { fn }: FunctionAt, { name, isRecord }: SlotRoot): boolean {
  if (fn.params.some(({ target }) => boundNames(target).includes(name))) return true;
  let isBound = false;
  let isOuter = false;
  walk(fn.body, (node) => {
    if (node.kind === 'scope' && (node.names as readonly string[]).includes(name)) isOuter = true;
    const binds = node.kind === 'assign' && (module.language === 'python' || node.declares !== undefined);
    if (binds && boundNames(node.target as never).includes(name)) isBound = true;
    return true;
  });
  return isBound && (isRecord || !isOuter);
}

/** The function of the branch runs nowhere else in what is around the fan-out. */
function isRunElsewhere(code: Code, { above, body }: WrittenFanOut, { runs, call }: Branch): boolean {
  let found = false;
  walk(body, (node) => {
    const isOther = node.kind === 'call' && (node as unknown) !== call && runs !== undefined;
    if (isOther && functionCalled(code, above, node as never)?.fn === runs.fn) found = true;
    return !found;
  });
  return found;
}

/** Nothing but the writer changes it, and nothing sees it on the way to the fan-out. */
function isOnlyTouchedBy(code: Code, { node, body, branches }: WrittenFanOut, root: Declared, writer: Branch): boolean {
  const isOwn = /^(?:self|this)\./.test(root.name);
  const inside = [writer.runs?.fn, ...writer.callbacks].flatMap((one) => (one ? [one] : []));
  const values = branches.map(({ value }) => value);
  const holds = (spans: readonly { start: number; end: number }[], one: AnyNode): boolean =>
    spans.some(({ start, end }) => (one.start as number) >= start && (one.end as number) <= end);
  const later = code.functions
    .map(({ fn }) => fn)
    .filter((fn) => body.some(({ start, end }) => fn.start >= start && fn.end <= end));
  return slotAccesses(isOwn ? code.module.body : body, root, code.text).every((one) => {
    const start = one.node.start as number;
    if ((one.node as unknown) === root.statement || holds(inside, one.node)) return true;
    if (one.how === 'write' || one.how === 'other') return isOwn && isCleared(one.node);
    const isBefore = start < (node.start as number) && start >= root.statement.end;
    return !isBefore || holds(values, one.node) || holds(later, one.node);
  });
}

/** A constructor sets it to nothing too. */
function isCleared({ value }: AnyNode): boolean {
  return value !== undefined && isNothing(value as Expression);
}

/** A branch of one function for each tool call that looks into the results of the others, which are set when it has waited. */
export function storeReadOf(
  code: Code,
  at: CallAt,
  owner: WrittenFanOut['owner'],
  body: readonly Statement[],
  run: FunctionAt,
  call: Branch['call'] | undefined,
): { readonly read: AnyNode; readonly root: SlotRoot } | undefined {
  const node = at.call as unknown as AnyNode;
  const fanOut = { node, above: at.above, owner, body };
  for (const root of declaredUnset(fanOut)) {
    if (!root.isRecord) continue;
    const inside = call
      ? rootIn(code, fanOut, root, { call, runs: run })
      : isShadowed(code, run, root)
        ? undefined
        : root;
    if (!inside || isTested(run.fn.body, inside, code.text)) continue;
    const accesses = slotAccesses(run.fn.body, inside, code.text);
    const wait = firstPause(code, run);
    const writes = accesses.filter(({ how }) => how === 'write');
    const isLate = writes.length > 0 && writes.every((one) => wait <= (one.node.end as number));
    if (!isLate || accesses.some(({ how }) => how === 'other')) continue;
    const branch: Branch = {
      name: undefined,
      value: at.call,
      call: at.call,
      runs: run,
      callbacks: [],
      isPending: true,
    };
    if (!isOnlyTouchedBy(code, { ...fanOut, branches: [branch] }, root, branch)) continue;
    const written = new Set(writes.map(({ key }) => key));
    const now = accessesNow(code, run.fn.body, inside, firstWait(run.fn.body, true));
    const readers = now.filter(({ how }) => how !== 'write');
    const isSure = readers.every((one) =>
      one.how === 'read' ? one.key.startsWith('[') && !written.has(one.key) : isLookedInto(code, at, one.node),
    );
    const [first] = readers;
    if (first && isSure && !accesses.some(({ how, node }) => how === 'whole' && !now.some((one) => one.node === node)))
      return { read: first.node, root };
  }
  return undefined;
}

/** The record is given to a function of the module that reads entries of it, and does nothing else with it. */
function isLookedInto(code: Code, at: CallAt, record: AnyNode): boolean {
  const user = code.calls.find(({ args }) => args.some(({ value }) => (value as unknown) === record));
  const runs = user && functionCalled(code, at.above, user.call);
  if (!user || !runs || runs.fn.isAsync) return false;
  const position = user.args.findIndex(({ value }) => (value as unknown) === record);
  const target = runs.fn.params[position]?.target;
  if (target?.kind !== 'name' || user.args[position]?.form !== 'positional') return false;
  const reads = slotAccesses(runs.fn.body, { name: target.name, isRecord: true }, code.text);
  return reads.length > 0 && reads.every(({ how, key }) => how === 'read' && key.startsWith('['));
}
