// Finds conversations whose messages are shortened once they are no longer among the newest: on each turn another one.
import {
  type AnyNode,
  boundNames,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type ShortenedMessage,
  type Statement,
  walk,
} from '../model/index.ts';
import { type Code, placeIn } from './code.ts';
import { type Around, countsFromEnd, knownNumber } from './fromTheEnd.ts';
import { isFunction } from './isFunction.ts';
import { mentionsAny } from './mentionsAny.ts';
import { roundNames } from './rounds.ts';
import { spelledName } from './spelledName.ts';

const conversation = /messages|history|conversation|transcript|turns/i;
const contents = new Set(['content', 'text', 'parts']);

/** Cheap: whether a text may hold one. */
export function mayHoldShortened(text: string): boolean {
  return (
    conversation.test(text) &&
    /\brole\b/.test(text) &&
    /\bcontent\b/.test(text) &&
    /\[[^\]\n]*:\s*-|\blen\(|\blength\b|revers/i.test(text)
  );
}

/** One pass over the messages: each round has one in its hands. */
interface Pass {
  readonly over: Expression;
  readonly items: ReadonlySet<string>;
  readonly indexes: ReadonlySet<string>;
  readonly body: unknown;
}

export function shortenedMessages(code: Code): readonly ShortenedMessage[] {
  const found: ShortenedMessage[] = [];
  const enter = (fn: FunctionExpression, cls: ClassExpression | undefined): void => {
    const around: Around = { module: code.module, fn, cls };
    if (isCalledNowAndThen(code, fn)) return;
    eachPass(fn.body, [], (pass, outer) => {
      if (!isConversation(pass) || outer.some((test) => mayWait(test, around))) return;
      const place = editOf(pass, around);
      if (place && !found.some((one) => one.place.start === place.start))
        found.push({ place: placeIn(code, place), over: placeIn(code, pass.over) });
    });
  };
  const classes = new Map<FunctionExpression, ClassExpression>();
  walk(code.module.body, (node) => {
    if (node.kind === 'class' && 'members' in node) {
      const cls = node as unknown as ClassExpression;
      for (const { fn } of cls.members) if (fn) classes.set(fn, cls);
    } else if (isFunction(node)) enter(node, classes.get(node));
    return true;
  });
  return found;
}

type See = (pass: Pass, outer: readonly Expression[]) => void;

/** Calls `see` with each pass over a list, and the conditions that it stands under. */
function eachPass(body: unknown, outer: readonly Expression[], see: See): void {
  visitUnder(body, outer, (node, tests) => {
    const pass = passOf(node);
    if (pass) see(pass, tests);
  });
}

/** Visits what is done under which conditions, those included that send other cases away before. */
function visitUnder(
  value: unknown,
  tests: readonly Expression[],
  visit: (node: AnyNode, tests: readonly Expression[]) => void,
): void {
  if (Array.isArray(value)) {
    let under = tests;
    for (const one of value) {
      visitUnder(one, under, visit);
      if (isSendingAway(one as Statement)) under = [...under, (one as { readonly test: Expression }).test];
    }
    return;
  }
  if (!value || typeof value !== 'object') return;
  const node = value as AnyNode;
  if (typeof node.kind === 'string') visit(node, tests);
  const isBranching = node.kind === 'if' || node.kind === 'conditional';
  for (const key in node) {
    const child = node[key];
    if (!child || typeof child !== 'object') continue;
    visitUnder(child, isBranching && key !== 'test' ? [...tests, node.test as Expression] : tests, visit);
  }
}

function isSendingAway(statement: Statement): boolean {
  if (statement?.kind !== 'if' || statement.otherwise.length > 0) return false;
  const last = statement.then.at(-1)?.kind;
  return last === 'return' || last === 'continue' || last === 'throw';
}

function passOf(node: AnyNode): Pass | undefined {
  const one = node as unknown as Statement | Expression;
  if (one.kind === 'loop' && one.form === 'each' && one.target && one.iterable) {
    const names = boundNames(one.target);
    const isCounted = one.iterable.kind === 'call' && /enumerate|entries$/.test(spelledName(one.iterable.callee) ?? '');
    return passOver(one.iterable, names, isCounted, one.body);
  }
  if (one.kind === 'call' && one.callee.kind === 'member' && /^(?:map|forEach|flatMap)$/.test(one.callee.property)) {
    const fn = one.args[0]?.value;
    if (fn?.kind !== 'function') return undefined;
    const [item, index] = fn.params.map(({ target }) => boundNames(target));
    return { over: one.callee.object, items: new Set(item), indexes: new Set(index), body: fn.body };
  }
  if (one.kind === 'comprehension' && one.clauses.length === 1) {
    const [clause] = one.clauses;
    if (!clause) return undefined;
    const names = boundNames(clause.target);
    const isCounted = clause.iterable.kind === 'call' && spelledName(clause.iterable.callee) === 'enumerate';
    return passOver(clause.iterable, names, isCounted, one.element);
  }
  return undefined;
}

/** The first name is the number of the item where the items are counted. */
function passOver(over: Expression, names: readonly string[], isCounted: boolean, body: unknown): Pass {
  const first = isCounted ? 1 : 0;
  return { over, items: new Set(names.slice(first)), indexes: new Set(names.slice(0, first)), body };
}

/** The list itself, without what only turns, numbers or cuts it. */
function listOf(over: Expression): Expression {
  if (over.kind === 'slice') return listOf(over.object);
  if (over.kind !== 'call') return over;
  const name = spelledName(over.callee) ?? '';
  const [first] = over.args;
  if (/^(?:enumerate|reversed|list)$/.test(name) && first) return listOf(first.value);
  if (over.callee.kind === 'member' && /^(?:slice|entries|reverse|toReversed)$/.test(over.callee.property))
    return listOf(over.callee.object);
  return over;
}

function isConversation({ over }: Pass): boolean {
  return conversation.test(spelledName(listOf(over)) ?? '');
}

function isReversed(over: Expression): boolean {
  let found = false;
  walk(over, (node) => {
    if (node.kind === 'name') found ||= node.name === 'reversed';
    if (node.kind === 'member') found ||= node.property === 'reverse' || node.property === 'toReversed';
    return !found;
  });
  return found;
}

/** Where a message gets another text because of its distance from the end. */
function editOf(pass: Pass, around: Around): Expression | undefined {
  const { derived, carried } = roundNames(pass.body, pass.items);
  const isOlder = isAllButNewest(pass.over, around);
  let place: Expression | undefined;
  visitUnder(pass.body, [], (node, tests) => {
    const text = place === undefined ? newText(node, derived) : undefined;
    if (text && (isOlder || tests.some((test) => isMoving(test, pass, carried, around)))) place = text;
  });
  return place;
}

/** `messages[:-3]`, `messages.slice(0, -3)`. */
function isAllButNewest(over: Expression, around: Around): boolean {
  if (over.kind === 'call' && spelledName(over.callee) === 'enumerate' && over.args[0])
    return isAllButNewest(over.args[0].value, around);
  const isCut = over.kind === 'slice' ? over.to !== undefined : over.kind === 'call' && over.args.length === 2;
  return isCut && countsFromEnd(over, around);
}

/** `message["content"] = "[removed]"`, `{ ...message, content: '[removed]' }`: something written out takes the place of the text. */
function newText(node: AnyNode, items: ReadonlySet<string>): Expression | undefined {
  const one = node as unknown as Statement | Expression;
  if ((one.kind === 'assign' || one.kind === 'assignment') && one.value && one.operator === undefined) {
    const { target, value } = one;
    const key =
      target.kind === 'member'
        ? target.property
        : target.kind === 'index' && target.index.kind === 'literal'
          ? target.index.value
          : undefined;
    const isContent = typeof key === 'string' && contents.has(key) && mentionsAny(target, items);
    return isContent && isWritten(value) ? value : undefined;
  }
  if (one.kind !== 'record') return undefined;
  const isCopy = one.entries.some((entry) => entry.kind === 'spread' && mentionsAny(entry.value, items));
  const content = one.entries.find((entry) => entry.kind === 'field' && contents.has(entry.key));
  return isCopy && content && isWritten(content.value) ? content.value : undefined;
}

const leastWritten = 6;

function isWritten(value: Expression): boolean {
  let longest = 0;
  const look = (part: unknown): void =>
    walk(part, (node) => {
      if ((node.kind === 'literal' || node.kind === 'text') && typeof node.value === 'string')
        longest = Math.max(longest, node.value.length);
      // Keys are no text.
      if (node.kind === 'index') look(node.object);
      return node.kind !== 'index';
    });
  look(value);
  return longest >= leastWritten;
}

function isMoving(test: Expression, pass: Pass, carried: ReadonlySet<string>, around: Around): boolean {
  const backwards = isReversed(pass.over);
  const names = new Set([...pass.items, ...pass.indexes]);
  const kept = backwards ? new Set([...carried, ...filledIn(pass.body)]) : new Set<string>();
  let found = false;
  walk(test, (node) => {
    const one = node as unknown as Expression;
    if (one.kind === 'binary') {
      const { operator, left, right } = one;
      if (/^[<>]=?$/.test(operator)) {
        const sides = [
          [left, right],
          [right, left],
        ] as const;
        for (const [side, other] of sides) {
          const isPlace = mentionsAny(side, pass.indexes);
          if (isPlace && (countsFromEnd(other, around) || countsFromEnd(side, around))) found = true;
          const isLimit = (knownNumber(other, around) ?? 1) > 0;
          if (backwards && isLimit && (isPlace || mentionsAny(side, kept))) found = true;
        }
      } else if (operator === 'in' || operator === 'not in') {
        found ||= mentionsAny(left, names) && countsFromEnd(right, around);
        found ||= mentionsAny(right, kept);
      }
    } else if (one.kind === 'call' && one.callee.kind === 'member' && /^(?:has|includes)$/.test(one.callee.property)) {
      const { object } = one.callee;
      found ||= mentionsAny(object, kept);
      found ||= one.args.some(({ value }) => mentionsAny(value, names)) && countsFromEnd(object, around);
    }
    return !found;
  });
  return found;
}

/** Collections that each round adds to. */
function filledIn(body: unknown): readonly string[] {
  const names: string[] = [];
  walk(body, (node) => {
    const one = node as unknown as Expression;
    if (one.kind !== 'call' || one.callee.kind !== 'member' || !/^(?:add|push|append)$/.test(one.callee.property))
      return true;
    if (one.callee.object.kind === 'name') names.push(one.callee.object.name);
    return true;
  });
  return names;
}

/** The condition may hold now and then only: what is shortened a lot at once, when a limit is reached, is read again for long. */
function mayWait(test: Expression, around: Around): boolean {
  let waits = false;
  walk(test, (node) => {
    const one = node as unknown as Expression;
    if (one.kind === 'binary' && (/^[<>]=?$/.test(one.operator) || one.operator === '%'))
      waits ||= !keepsNamed(one.left, around) && !keepsNamed(one.right, around);
    if (one.kind === 'call')
      waits ||= !/^(?:len|isinstance|hasattr|Array\.isArray|Boolean)$/.test(spelledName(one.callee) ?? '');
    return !waits;
  });
  return waits;
}

/** The number of messages that are kept, as it stands in `length - keep` or `[:-keep]`. */
function keepsNamed(side: Expression, { fn }: Around): boolean {
  const name = spelledName(side) ?? (side.kind === 'literal' ? String(side.value) : undefined);
  if (name === undefined) return false;
  let found = false;
  walk(fn.body, (node) => {
    const one = node as unknown as Expression;
    const kept =
      one.kind === 'binary' && one.operator === '-' ? one.right : one.kind === 'unary' ? one.operand : undefined;
    if (kept) found ||= (spelledName(kept) ?? (kept.kind === 'literal' ? String(kept.value) : undefined)) === name;
    return !found;
  });
  return found;
}

/** Its callers in the module ask something first. */
function isCalledNowAndThen(code: Code, { name }: FunctionExpression): boolean {
  if (name === undefined) return false;
  return code.calls.some(
    ({ callee, above }) =>
      spelledName(callee)?.split('.').at(-1) === name &&
      above.some(({ node, key }) => (node.kind === 'if' || node.kind === 'conditional') && key !== 'test'),
  );
}
