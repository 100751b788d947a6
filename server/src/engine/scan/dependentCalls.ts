// Finds tool and model calls that are started together though one needs the result of another.
import {
  type AnyNode,
  type CallExpression,
  type DependentCall,
  type Expression,
  type FunctionExpression,
  type ModelCall,
  walk,
} from '../model/index.ts';
import type { Span } from '../text/index.ts';
import { type Above, type CallAt, type Code, type FunctionAt, labelIn, placeOfNode } from './code.ts';
import { isFunction } from './isFunction.ts';
import { pendingUse } from './pendingUses.ts';
import { spelledName } from './spelledName.ts';
import { toolFunctions } from './toolFunctions.ts';
import { storeReadOf, unsetReads } from './unsetReads.ts';
import { type Branch, functionCalled, type WrittenFanOut, writtenFanOuts } from './writtenFanOuts.ts';

/** Cheap: whether the text starts calls together. */
export function mayHoldFanOut(text: string): boolean {
  return /\bPromise\s*\.\s*all(?:Settled)?\s*\(|\bgather\s*\(|\bTaskGroup\s*\(|\bcreate_task_group\s*\(/.test(text);
}

export function dependentCalls(code: Code, modelCalls: readonly ModelCall[]): readonly DependentCall[] {
  const isWork = workIn(code, modelCalls);
  const found: DependentCall[] = [];
  const add = (call: DependentCall): void => {
    if (!found.some(({ place }) => place.start === call.place.start)) found.push(call);
  };
  const worksFor = ({ value, runs }: Branch): boolean => isWork(value, runs);
  for (const fanOut of writtenFanOuts(code)) {
    for (const { use, reader, sibling } of pendingUses(code, fanOut, modelCalls))
      if (worksFor(reader) || worksFor(sibling))
        add({
          place: placeOfNode(code, use),
          label: labelIn(code, reader.call.callee),
          needs: labelIn(code, sibling.call.callee),
          how: 'pending',
          name: sibling.name ?? '',
          other: placeOfNode(code, sibling.call as unknown as AnyNode),
        });
    for (const { read, reader, writer } of unsetReads(code, fanOut))
      if (worksFor(reader) || worksFor(writer))
        add({
          place: placeOfNode(code, read),
          label: labelOf(code, reader),
          needs: labelOf(code, writer),
          how: 'unset',
          name: labelIn(code, read as unknown as Span),
          other: placeOfNode(code, writer.value as unknown as AnyNode),
        });
  }
  for (const at of code.calls) {
    const mapped = mappedRun(code, at);
    if (!mapped || !isWork(mapped.run.fn.body, mapped.run)) continue;
    const owner = at.above.findLast(({ node, key }) => isFunction(node) && key === 'body')?.node as
      | FunctionExpression
      | undefined;
    const store = storeReadOf(code, at, owner, owner?.body ?? code.module.body, mapped.run, mapped.call);
    if (store)
      add({
        place: placeOfNode(code, store.read),
        label: mapped.run.name ?? '',
        needs: '',
        how: 'store',
        name: store.root.name,
        other: placeOfNode(code, at.call as unknown as AnyNode),
      });
  }
  return found;
}

/** A function that is written where it runs has no name worth saying. */
function labelOf(code: Code, { call, runs, value }: Branch): string {
  if (!isFunction(call.callee)) return labelIn(code, call.callee);
  return runs?.name ?? labelIn(code, value);
}

const protocolCall = /^(?:call_tool|callTool)$/;

/** Whether code runs a tool or asks a model. */
function workIn(
  code: Code,
  modelCalls: readonly ModelCall[],
): (part: unknown, runs: FunctionAt | undefined) => boolean {
  const starts = new Set<number>();
  const tools = new Set<string>();
  for (const { site, request } of modelCalls) {
    for (const { path, start } of [site.place, ...site.frames.map(({ place }) => place)])
      if (path === code.module.path) starts.add(start);
    for (const { name } of request.tools?.blocks ?? []) if (name !== undefined) tools.add(name);
  }
  const own = toolFunctions(code);
  for (const { of } of own) if (of.name !== undefined) tools.add(of.name);
  const works = (part: unknown): boolean => {
    let found = false;
    walk(part, (node) => {
      if (node.kind !== 'call') return !found;
      const last = spelledName(node.callee as Expression)
        ?.split('.')
        .at(-1);
      if (starts.has(node.start as number) || (last && (tools.has(last) || protocolCall.test(last)))) found = true;
      return !found;
    });
    return found;
  };
  return (part, runs) =>
    works(part) || (runs !== undefined && (own.some(({ of }) => of === runs) || works(runs.fn.body)));
}

interface PendingUse {
  readonly use: AnyNode;
  readonly reader: Branch;
  readonly sibling: Branch;
}

function pendingUses(
  code: Code,
  { branches, body }: WrittenFanOut,
  modelCalls: readonly ModelCall[],
): readonly PendingUse[] {
  const asked = new Set(
    modelCalls.flatMap(({ site, request: { operation } }) =>
      site.place.path === code.module.path && (operation === 'create' || operation === 'parse')
        ? [site.place.start]
        : [],
    ),
  );
  return branches.flatMap((sibling) => {
    const { name, call } = sibling;
    const isSent = (one: CallExpression): boolean => asked.has(one.start) || protocolCall.test(lastOf(one));
    const isPending = sibling.isPending || protocolCall.test(lastOf(call));
    if (name === undefined || !isPending) return [];
    return branches.flatMap((reader) => {
      const use = reader === sibling ? undefined : useIn(reader, name, isSent(reader.call));
      return use && !isShadowedIn(body, name) ? [{ use, reader, sibling }] : [];
    });
  });
}

function lastOf({ callee }: CallExpression): string {
  return spelledName(callee)?.split('.').at(-1) ?? '';
}

/** In the arguments, in a function that is written out, or by the parameter that is given it. */
function useIn({ value, call, runs }: Branch, name: string, isSent: boolean): AnyNode | undefined {
  const direct = pendingUse(value, name, isSent);
  if (direct) return direct;
  const params = runs?.fn.params.filter(({ target }) => target.kind !== 'name' || !/^(?:self|cls)$/.test(target.name));
  const position = call.args.findIndex(({ value: one }) => one.kind === 'name' && one.name === name);
  const arg = call.args[position];
  if (!runs || !arg) return undefined;
  const target = params?.find((one, index) =>
    arg.form === 'keyword' ? one.target.kind === 'name' && one.target.name === arg.name : index === position,
  )?.target;
  const isUsed = target?.kind === 'name' && pendingUse(runs.fn.body, target.name, false) !== undefined;
  return isUsed && !runs.fn.params.some(({ rest }) => rest) ? (arg.value as unknown as AnyNode) : undefined;
}

/** A callback's parameter of the same name means something else. */
function isShadowedIn(body: unknown, name: string): boolean {
  let found = false;
  walk(body, (node) => {
    if (isFunction(node) && node.params.some(({ target }) => target.kind === 'name' && target.name === name))
      found = true;
    return !found;
  });
  return found;
}

interface MappedRun {
  readonly run: FunctionAt;
  /** Absent where the function itself is written there. */
  readonly call: CallExpression | undefined;
}

/** What runs for each item of `Promise.all(items.map(run))` and `gather(*[run(item) for item in items])`. */
function mappedRun(code: Code, { call, above }: CallAt): MappedRun | undefined {
  const spelled = spelledName(call.callee);
  const first = call.args[0];
  if (!first) return undefined;
  if (spelled === 'asyncio.gather' || spelled === 'gather') {
    const { value } = first;
    if (first.form !== 'spread' || value.kind !== 'comprehension' || value.element.kind !== 'call') return undefined;
    return calledRun(code, above, value.element);
  }
  if (spelled !== 'Promise.all' && spelled !== 'Promise.allSettled') return undefined;
  const items = first.value;
  if (items.kind !== 'call' || items.callee.kind !== 'member' || items.callee.property !== 'map') return undefined;
  const each = items.args[0]?.value;
  if (!each || !isFunction(each)) return undefined;
  const [only] = each.body;
  if (!each.isAsync && each.body.length === 1 && only?.kind === 'return' && only.value?.kind === 'call')
    return calledRun(code, above, only.value);
  const run = each.isAsync ? code.functions.find(({ fn }) => fn === each) : undefined;
  return run && { run, call: undefined };
}

function calledRun(code: Code, above: readonly Above[], call: CallExpression): MappedRun | undefined {
  const run = functionCalled(code, above, call);
  return run?.fn.isAsync ? { run, call } : undefined;
}
