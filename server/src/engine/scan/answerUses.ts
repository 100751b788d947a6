// Finds what becomes of the text of an answer: it is parsed as JSON, sent back by a request handler, or printed between two questions.
import {
  type AnswerUse,
  type AnyNode,
  type Expression,
  type FunctionExpression,
  type Target,
  walk,
} from '../model/index.ts';
import type { Place, Span } from '../text/index.ts';
import { type Above, type CallAt, type Code, type FunctionAt, placeIn } from './code.ts';
import { isFunction } from './isFunction.ts';
import { spelledName } from './spelledName.ts';

/** An answer, or the text of one. */
type Reached = 'answer' | 'text';

const parsers = /^(?:JSON|JSON5|json5)\.parse$|^(?:json|orjson|ujson|simplejson)\.loads$|(?:^|\.)model_validate_json$/;
const printers = /^(?:print|console\.(?:log|print)|process\.stdout\.write|sys\.stdout\.write|rich\.print)$/;
const replies =
  /^(?:res|response|reply|ctx|c)(?:\.status\(\))?\.(?:json|send|end|text)$|^(?:Response|NextResponse)(?:\.json)?$|^(?:flask\.)?jsonify$|^(?:JSONResponse|PlainTextResponse)$/;
const questions =
  /^(?:input|(?:rl|readline|reader|terminal)\.question|(?:Prompt|console)\.(?:ask|input)|prompt|click\.prompt|typer\.prompt|session\.prompt)$/;
const routes = /(?:^|\.)(?:get|post|put|patch|route|all)$/;
const servers = /^(?:app|router|server|api|blueprint|bp|fastify|hono|route[rs]?)\b/i;
const nextHandlers = /^(?:GET|POST|PUT|PATCH)$/;

const texts = new Set(['text', 'output_text', 'outputText', 'content']);
const wholes = new Set('choices message data output parts candidates content completion response result'.split(' '));
const keepsText = new Set(
  'strip trim lstrip rstrip trimStart trimEnd replace replaceAll removeprefix removesuffix lower toLowerCase toString slice substring join'.split(
    ' ',
  ),
);
const keepsParts = new Set('find filter map flatMap at pop'.split(' '));

/** Cheap: whether a text may hold one. */
export function mayUseAnswers(text: string): boolean {
  return /JSON\w*\.parse|\bloads\(|model_validate_json|\binput\(|\.question\(|\.(?:ask|prompt)\(|\.(?:get|post|put|route|all)\(|\b(?:GET|POST)\b/.test(
    text,
  );
}

/** `requests` are the model calls of the module. */
export function answerUses(code: Code, requests: readonly Place[]): readonly AnswerUse[] {
  const found: AnswerUse[] = [];
  for (const at of code.calls) {
    const request = requests.find((one) => one.start === at.call.start && one.end === at.call.end);
    if (request === undefined) continue;
    const add = (use: Omit<AnswerUse, 'id' | 'request'>): void => {
      found.push({ id: found.length, request, ...use });
    };
    usesOf(code, at, 'answer', undefined, add);
    // A function that gives the text back: what its callers do with it.
    const fn = functionAround(at.above);
    const own = code.functions.find((one) => one.fn === fn);
    if (own === undefined || fn === undefined || !returnsText(fn, at)) continue;
    for (const caller of callersOf(code, own)) usesOf(code, caller, 'text', placeIn(code, caller.call), add);
  }
  return found;
}

type Add = (use: Omit<AnswerUse, 'id' | 'request'>) => void;

function usesOf(code: Code, at: CallAt, kind: Reached, way: Place | undefined, add: Add): void {
  const fn = functionAround(at.above);
  const body = fn === undefined ? code.module.body : fn.body;
  const reach = reachOf(body, at.call, kind);
  const holds = (value: unknown): boolean => holdsText(value, reach);
  const passed = way === undefined ? {} : { way };
  for (const { call, callee, args, above } of code.calls) {
    if (functionAround(above) !== fn || call.end < at.call.end) continue;
    const name = spelledName(callee);
    if (name === undefined) continue;
    const place = placeIn(code, call);
    const given = args.map(({ value }) => value);
    if (parsers.test(name) && given[0] !== undefined && reach(given[0]) === 'text')
      add({ place, how: 'parsed', ...passed });
    else if (printers.test(name) && given.some(holds) && asksAround(code, at))
      add({ place, how: 'printed', ...passed });
    else if (replies.test(name) && given.some(holds) && isHandler(code, fn)) add({ place, how: 'replied', ...passed });
  }
  // Frameworks that send what the handler returns.
  if (fn === undefined || !fn.decorators.some(isRoute)) return;
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.kind === 'return' && node.value && !callsReply(node.value) && holds(node.value))
      add({ place: placeIn(code, node as unknown as Span), how: 'replied', ...passed });
    return true;
  });
}

function callsReply(value: unknown): boolean {
  const { kind, callee } = value as { readonly kind: string; readonly callee: Expression };
  return kind === 'call' && replies.test(spelledName(callee) ?? '');
}

function functionAround(above: readonly Above[]): (FunctionExpression & AnyNode) | undefined {
  const found = above.findLast(({ node, key }) => isFunction(node) && key === 'body')?.node;
  return found !== undefined && isFunction(found) ? found : undefined;
}

/** What an expression of the body is of the answer; undefined for everything else, such as its tool calls. */
function reachOf(body: unknown, origin: unknown, kind: Reached): (expression: Expression) => Reached | undefined {
  const names = new Map<string, Reached>();
  const reach = (one: Expression): Reached | undefined => {
    if (one === origin) return kind;
    switch (one.kind) {
      case 'name':
        return names.get(one.name);
      case 'await':
        return one.value && reach(one.value);
      case 'index':
        return reach(one.object);
      case 'logical':
        return reach(one.left);
      case 'conditional':
        return reach(one.then) ?? reach(one.otherwise);
      case 'member': {
        const object = reach(one.object);
        if (object === undefined) return undefined;
        return texts.has(one.property) ? 'text' : wholes.has(one.property) ? object : undefined;
      }
      case 'call': {
        const { callee, args } = one;
        if (callee.kind === 'name')
          return /^(?:str|String)$/.test(callee.name) && args[0] ? reach(args[0].value) : undefined;
        if (callee.kind !== 'member') return undefined;
        if (callee.property === 'text') return reach(callee.object) && 'text';
        return keepsText.has(callee.property) || keepsParts.has(callee.property) ? reach(callee.object) : undefined;
      }
      default:
        return undefined;
    }
  };
  walk(body, (node) => {
    if (isFunction(node)) return node === origin;
    const [target, value] = node.kind === 'loop' ? [node.target, node.iterable] : [node.target, node.value];
    if (target && value && (node.kind === 'assign' || node.kind === 'assignment' || node.kind === 'loop')) {
      const reached = reach(value as Expression);
      if (reached) bind(target as Target, reached, names);
    }
    return true;
  });
  return reach;
}

function bind(target: Target, reached: Reached, names: Map<string, Reached>): void {
  if (target.kind === 'name') names.set(target.name, reached);
  if (target.kind !== 'recordPattern') return;
  for (const field of target.fields)
    if (field.target.kind === 'name' && texts.has(field.key)) names.set(field.target.name, 'text');
}

function holdsText(value: unknown, reach: (one: Expression) => Reached | undefined): boolean {
  let found = false;
  walk(value, (node) => {
    if (found || isFunction(node)) return false;
    if (reach(node as unknown as Expression) === 'text') found = true;
    // What a call makes of the text is another text.
    return !found && (node.kind !== 'call' || (node as unknown) === value);
  });
  return found;
}

function returnsText(fn: FunctionExpression, at: CallAt): boolean {
  const reach = reachOf(fn.body, at.call, 'answer');
  let found = false;
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.kind === 'return' && node.value) found ||= reach(node.value as Expression) === 'text';
    return !found;
  });
  return found;
}

function callersOf(code: Code, { fn, name, above }: FunctionAt): readonly CallAt[] {
  if (name === undefined || code.functions.filter((one) => one.name === name).length !== 1) return [];
  const isMethod = above.at(-1)?.node.kind === 'method';
  return code.calls.filter(({ call, callee }) => {
    if (call.start >= fn.start && call.end <= fn.end) return false;
    const spelled = spelledName(callee);
    return isMethod ? spelled?.split('.').at(-1) === name : spelled === name;
  });
}

/** A loop around the call asks a person something in each round. */
function asksAround(code: Code, { above, call }: CallAt): boolean {
  const fn = functionAround(above);
  return above.some(({ node, key }, index) => {
    if (node.kind !== 'loop' || key !== 'body' || functionAround(above.slice(0, index)) !== fn) return false;
    const { start, end } = node as unknown as Span;
    return code.calls.some(
      (one) =>
        one.call.start >= start &&
        one.call.end <= end &&
        one.call.start < call.start &&
        questions.test(spelledName(one.callee) ?? ''),
    );
  });
}

/** `@app.post("/chat")`, `app.post('/chat', async (req, res) => …)`, `export async function POST(request)`. */
function isHandler(code: Code, fn: FunctionExpression | undefined): boolean {
  if (fn === undefined) return false;
  if (fn.decorators.some(isRoute)) return true;
  const own = code.functions.find((one) => one.fn === fn);
  const holder = own?.above.at(-1);
  if (holder?.node.kind === 'call' && holder.key === 'args') {
    const { callee, args } = holder.node as unknown as {
      callee: Expression;
      args: readonly { readonly value: Expression }[];
    };
    return isRouteName(spelledName(callee)) && isPath(args[0]?.value);
  }
  return nextHandlers.test(own?.name ?? '') && own?.above.length === 1;
}

function isRoute(decorator: Expression): boolean {
  if (decorator.kind !== 'call') return false;
  return isRouteName(spelledName(decorator.callee)) && isPath(decorator.args[0]?.value);
}

function isRouteName(name: string | undefined): boolean {
  return name !== undefined && routes.test(name) && servers.test(name);
}

function isPath(value: Expression | undefined): boolean {
  return value?.kind === 'literal' && typeof value.value === 'string' && value.value.startsWith('/');
}
