// Finds requests that a script makes for each item of a data set, whose answers it writes to files: nobody waits for them.
import { type AnyNode, boundNames, type Expression, type OfflineCall, type Target } from '../model/index.ts';
import type { Place, Span } from '../text/index.ts';
import { type Above, type CallAt, type Code, type FunctionAt, placeIn } from './code.ts';
import { dataReads } from './dataReads.ts';
import { isFunction } from './isFunction.ts';
import { mentionsAny } from './mentionsAny.ts';
import { leavesAfter, roundNames } from './rounds.ts';
import { spelledName } from './spelledName.ts';

/** Functions between the request and the start of the script. */
const mostFunctions = 5;

/** Somebody talks to the program, or it serves others. */
const attended =
  /^(?:fastapi|flask|django|starlette|sanic|tornado|bottle|quart|litestar|aiohttp|uvicorn|mcp|fastmcp|streamlit|gradio|chainlit|nicegui|dash|textual|prompt_toolkit|questionary|inquirer|InquirerPy|discord|telegram|slack_bolt|slack_sdk|express|koa|fastify|hono|next|react|ink|vscode|electron|prompts|enquirer|readline|@clack\/prompts|@inquirer\/prompts|@modelcontextprotocol\/sdk|discord\.js|ws|socket\.io|node:http|node:readline|http)(?:$|[./])/;
const questions =
  /^(?:input|prompt|getpass|Prompt\.ask|click\.(?:prompt|confirm)|typer\.(?:prompt|confirm)|rl\.question)$/;

const writes =
  /(?:^|\.)(?:writerows?|writeheader|to_(?:csv|json|parquet|excel|pickle|sql)|write_(?:text|csv|parquet|ndjson|json|jsonl)|writeFileSync|writeFile|appendFileSync|appendFile|writeJson|writeJsonSync|outputJson|outputFile|createWriteStream|writeTextFile|writeTextFileSync|push_to_hub|save_to_disk)$|^json\.dump$|^(?:pickle|jsonlines|joblib)\.dump$|^Bun\.write$/;
const batching = /\bbatches\s*\.\s*(?:create|inline)|\bcreate_batch\b|\bbatches\.create\b/;

/** Cheap: whether a text may hold one. */
export function mayHoldOffline(text: string): boolean {
  return (
    !batching.test(text) &&
    /\bopen\(|\bread_\w+\(|\breadFile|\breaddir|\bglob|iterdir|listdir|load_dataset|createReadStream|readTextFile/.test(
      text,
    )
  );
}

/** `requests` are the model calls of the module. */
export function offlineCalls(code: Code, requests: readonly Place[]): readonly OfflineCall[] {
  if (requests.length === 0 || code.packages.some((name) => attended.test(name))) return [];
  const names = code.calls.map(({ callee }) => spelledName(callee) ?? '');
  if (names.some((name) => questions.test(name)) || !code.calls.some(isWrite)) return [];
  const readBy = dataReads(code, requests);
  const found: OfflineCall[] = [];
  for (const at of code.calls) {
    const request = requests.find((one) => one.start === at.call.start && one.end === at.call.end);
    if (request === undefined) continue;
    const round = dataRound(code, at, readBy, [], mostFunctions);
    if (round === undefined || !isOfScript(code, round.above, mostFunctions)) continue;
    found.push({ id: found.length, request, round: placeIn(code, round.span), read: round.read, loops: round.loops });
  }
  // An item that takes several requests is a chain, whose links would wait for a batch each.
  return found.filter(({ round }) => found.filter((one) => one.round.start === round.start).length === 1);
}

/** A writer, or a file that is opened to be written. */
function isWrite({ callee, args }: CallAt): boolean {
  const name = spelledName(callee);
  if (name === undefined) return false;
  if (writes.test(name)) return true;
  if (!/(?:^|\.)open$/.test(name)) return false;
  return args.some(
    ({ value }) =>
      value.kind === 'literal' && typeof value.value === 'string' && /^[wax]b?\+?$|^[wax]t$/.test(value.value),
  );
}

interface DataRound {
  readonly span: Span;
  readonly read: Place;
  /** What stands around the round. */
  readonly above: readonly Above[];
  readonly loops: readonly Place[];
}

type ReadBy = ReturnType<typeof dataReads>;

/** Outward from a call, through the functions that make it, to the round over data that says something of its item. */
function dataRound(
  code: Code,
  at: CallAt,
  readBy: ReadBy,
  loops: readonly Place[],
  left: number,
): DataRound | undefined {
  const passed = [...loops];
  const args = at.args.map(({ value }) => value);
  for (let index = at.above.length - 1; index >= 0; index--) {
    const { node, key } = at.above[index] as Above;
    const around = at.above.slice(0, index);
    const round = roundOf(at.above, index);
    if (round) {
      const read = readBy(round.over, around);
      if (read === undefined) {
        passed.push(placeIn(code, round.span));
        continue;
      }
      const { derived, carried } = roundNames(round.body, new Set(round.names));
      const isOwn = mentionsAny(args, derived) && !mentionsAny(args, carried);
      const isSearch = round.isLoop && leavesAfter(round.body, at.call.start);
      return isOwn && !isSearch ? { span: round.span, read, above: around, loops: passed } : undefined;
    }
    if (node.kind === 'loop' && key === 'body') passed.push(placeIn(code, node as unknown as Span));
    if (!isFunction(node) || key !== 'body') continue;
    const holder = at.above[index - 1];
    if (holder?.node.kind === 'call' && holder.key === 'args') continue;
    const own = code.functions.find(({ fn }) => fn === (node as unknown));
    return own && left > 0 ? fromCallers(code, own, readBy, passed, left) : undefined;
  }
  return undefined;
}

/** Every caller must be such a round: a function that is called elsewhere too may serve somebody who waits. */
function fromCallers(
  code: Code,
  own: FunctionAt,
  readBy: ReadBy,
  loops: readonly Place[],
  left: number,
): DataRound | undefined {
  const rounds = usesOf(code, own).map(
    (at) => mappedRound(at, own, readBy, loops) ?? dataRound(code, at, readBy, loops, left - 1),
  );
  return rounds.length > 0 && rounds.every((one) => one !== undefined) ? rounds[0] : undefined;
}

/** `pool.map(classify, rows)`, `rows.map(classify)`, `frame["text"].apply(classify)`. */
function mappedRound(at: CallAt, own: FunctionAt, readBy: ReadBy, loops: readonly Place[]): DataRound | undefined {
  const { call, above } = at;
  const { callee, args } = call;
  if (callee.kind !== 'member' || !/^(?:map|imap|imap_unordered|flatMap|apply|progress_apply)$/.test(callee.property))
    return undefined;
  const [first, second] = args;
  if (first?.value.kind !== 'name' || first.value.name !== own.name) return undefined;
  const read = readBy(second?.form === 'positional' ? second.value : callee.object, above);
  return read && { span: call, read, above, loops };
}

/** Calls of a function, and calls that are handed it to call it. */
function usesOf(code: Code, { fn, name, above }: FunctionAt): readonly CallAt[] {
  if (name === undefined || code.functions.filter((one) => one.name === name).length !== 1) return [];
  const isMethod = above.at(-1)?.node.kind === 'method';
  return code.calls.filter(({ call, callee, args }) => {
    if (call.start >= fn.start && call.end <= fn.end) return false;
    const spelled = spelledName(callee);
    const isCalled = isMethod ? spelled?.split('.').at(-1) === name : spelled === name;
    return isCalled || args.some(({ value }) => value.kind === 'name' && value.name === name);
  });
}

/** What stands there runs when the script does: on the level of the module, or in functions that only such code calls. */
function isOfScript(code: Code, above: readonly Above[], left: number): boolean {
  const index = above.findLastIndex(({ node, key }) => isFunction(node) && key === 'body');
  if (index < 0) return !above.some(({ node }) => node.kind === 'class');
  const { node } = above[index] as Above;
  const holder = above[index - 1];
  // `(async () => { … })()`
  if (holder?.node.kind === 'call' && holder.key === 'callee') return isOfScript(code, above.slice(0, index - 1), left);
  const own = code.functions.find(({ fn }) => fn === (node as unknown));
  if (own === undefined || left === 0 || (holder?.node.kind === 'call' && holder.key === 'args')) return false;
  const uses = usesOf(code, own);
  return uses.length > 0 && uses.every((one) => isOfScript(code, one.above, left - 1));
}

interface OverRound {
  readonly span: Span;
  readonly over: Expression;
  readonly names: readonly string[];
  readonly body: unknown;
  readonly isLoop: boolean;
}

/** Like the rounds over single items, with slices of a list and lines that arrive one by one. */
function roundOf(above: readonly Above[], index: number): OverRound | undefined {
  const { node, key } = above[index] as Above;
  const span = node as unknown as Span;
  if (node.kind === 'loop' && key === 'body' && node.iterable && node.target)
    return {
      span,
      over: node.iterable as Expression,
      names: boundNames(node.target as Target),
      body: node.body,
      isLoop: true,
    };
  if (node.kind === 'comprehension' && (key === 'element' || key === 'key')) {
    const clauses = node.clauses as readonly { readonly target: Target; readonly iterable: Expression }[];
    const [first] = clauses;
    const names = clauses.flatMap(({ target }) => boundNames(target));
    return first && { span, over: first.iterable, names, body: [node.element, node.key], isLoop: false };
  }
  const caller = above[index - 1];
  if (!isFunction(node) || key !== 'body' || caller?.node.kind !== 'call' || caller.key !== 'args') return undefined;
  const { callee, args } = caller.node as unknown as {
    callee: Expression;
    args: readonly { readonly value: AnyNode | Expression }[];
  };
  if (
    callee.kind !== 'member' ||
    !/^(?:map|flatMap|forEach|apply)$/.test(callee.property) ||
    (args[0]?.value as unknown) !== node
  )
    return undefined;
  const names = node.params.slice(0, 2).flatMap(({ target }) => boundNames(target));
  return { span: caller.node as unknown as Span, over: callee.object, names, body: node.body, isLoop: false };
}
