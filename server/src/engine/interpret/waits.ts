// Tells loops that wait for somebody or something in each round, such as a prompt for input, and loops that raise when it gets too much.
import type { Expression } from '../model/index.ts';
import { labelOf } from './labelOf.ts';
import type { Context } from './machine.ts';

/** Calls that wait for a person, a message or a moment, by their last member. */
const waiting =
  /^(?:input|raw_input|question|prompt|readline|read_line|readLine|ask_user|getUserInput|get_user_input|get_input|getInput|confirm|recv|receive|receive_text|receive_json|receive_message|accept|sleep|setTimeout|wait_for_message|poll|listen)$/;
/** Common names that wait on some objects only. */
const perhapsWaiting = /^(?:get|pop|blpop|brpop|take|shift|dequeue|read|next|once)$/;
const waitingOn = /(?:queue|stdin|socket|websocket|\bws|inbox|mailbox|events?)\.\w+$/i;

/** Marks all loops around a call that waits, through callers too. */
export function noteWait(context: Context, callee: Expression): void {
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
  if (name === undefined) return;
  const waits = waiting.test(name) || (perhapsWaiting.test(name) && waitingOn.test(labelOf(context, callee)));
  if (waits) eachLoop(context, (id) => context.machine.waits.add(id));
}

/** Marks all loops around a statement that raises where a quantity is compared. */
export function noteRaise(context: Context): void {
  const { machine } = context;
  if (machine.guards.some(({ form, comparisons }) => form === 'if' && comparisons.length > 0))
    eachLoop(context, (id) => machine.raises.add(id));
}

function eachLoop({ machine }: Context, note: (id: number) => void): void {
  for (const frame of machine.frames) for (const { fact } of frame.loops) note(fact.id);
}
