// Tells whether code takes a promise, a coroutine or a task for its result.
import type { AnyNode, CallExpression } from '../model/index.ts';
import { boundNames, walk } from '../model/index.ts';
import { spelledName } from './spelledName.ts';

/** Members that a promise, a task or the request of an SDK has before its result is there. */
const ofPending =
  /^(?:then|catch|finally|result|done|cancel|cancelled|exception|add_done_callback|remove_done_callback|get_name|set_name|get_coro|get_loop|send|throw|close|withResponse|asResponse)$/;
const combining = /^(?:Promise\.\w+|asyncio\.\w+|(?:inspect\.)?isawaitable|isinstance|hasattr|iscoroutine|gather)$/;
const spelling = /^(?:JSON\.stringify|json\.dumps|str|String|repr)$/;

/** The first place that reads something of the result, unless something here waits for it. */
export function pendingUse(part: unknown, name: string, isSent: boolean): AnyNode | undefined {
  const is = (value: unknown): boolean => {
    const node = value as AnyNode | undefined;
    return node?.kind === 'name' && node.name === name;
  };
  let used: AnyNode | undefined;
  let isAwaited = false;
  const use = (node: unknown): void => {
    used ??= node as AnyNode;
  };
  walk(part, (node) => {
    if (node.kind === 'await' && is(node.value)) isAwaited = true;
    else if ((node.kind === 'assign' || node.kind === 'assignment') && boundNames(node.target as never).includes(name))
      isAwaited = true;
    else if (node.kind === 'member' && is(node.object)) {
      if (ofPending.test(node.property as string)) isAwaited = true;
      else use(node.object);
    } else if (node.kind === 'index' && is(node.object)) use(node.object);
    else if (node.kind === 'binary' && node.operator === '+' && (is(node.left) || is(node.right))) use(node);
    else if (node.kind === 'template') {
      for (const one of node.parts as readonly { value: unknown }[]) if (is(one.value)) use(one.value);
    } else if (node.kind === 'call') {
      const { callee, args } = node as unknown as CallExpression;
      const spelled = spelledName(callee) ?? '';
      const given = args.find(({ value }) => is(value))?.value;
      const listed = args.some(({ value }) => value.kind === 'list' && value.items.some((item) => is(item.value)));
      if (combining.test(spelled) && (given || listed)) isAwaited = true;
      else if (given && spelling.test(spelled)) use(given);
    } else if (isSent && is(node)) use(node);
    return true;
  });
  return isAwaited ? undefined : used;
}
