// Starts the calls of a loop together, and lets each round wait for its own.
import {
  type AnyNode,
  type Expression,
  type Fix,
  type LanguageId,
  type LoopStatement,
  type Module,
  type Statement,
  walk,
} from '../../model/index.ts';
import { contains, type Place, type Span } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { addImport } from './addImport.ts';
import { fixOf, type PathEdits } from './changesOf.ts';
import { indentAt, lineEnding } from './documentStyle.ts';
import { initializerOf } from './initializerOf.ts';
import { asOperand, inlineNames, namesRead } from './inlineNames.ts';
import { nodesAround, spanOf } from './nodesAround.ts';
import { isPython } from './significant.ts';

/**
 * Unsafe: what the calls do at the same time may get in the way of each other, and all start before what a round does in front of its call.
 * An error still comes up in its own round, after all calls have settled. Empty unless each round makes the call.
 */
export function startTogetherFix(documents: Documents, loop: Place, call: Place): readonly Fix[] {
  const { path } = loop;
  const text = documents.text(path);
  const language = documents.languageOf(path);
  const module = documents.moduleOf(path);
  if (text === undefined || language === undefined || module === undefined || call.path !== path) return [];
  const around = nodesAround(module, call);
  const round = around.find((node) => node.kind === 'loop' && contains(loop, spanOf(node) ?? loop)) as unknown as
    | LoopStatement
    | undefined;
  const awaited = around.find((node) => node.kind === 'await' && isSpan(node.value, call));
  const awaitSpan = awaited && spanOf(awaited);
  if (round === undefined || awaitSpan === undefined) return [];
  const parts = partsOf(text, round, language);
  const before = statementsBefore(round.body, call);
  const made = before && calledWith(text, module, before, round, call);
  if (parts === undefined || made === undefined) return [];
  const words = wordsFor(text, language, parts, made, lineEnding(text) + indentAt(text, round.start));
  const edits: PathEdits = {
    path,
    edits: [
      { span: { start: round.start, end: parts.end }, newText: words.head },
      { span: { start: awaitSpan.start, end: call.end }, newText: `await ${words.own}` },
    ],
  };
  if (!isPython(language)) return [fixOf('Start the calls together', 'unsafe', [], [edits])];
  const imported = addImport(documents, path, 'asyncio');
  return imported === undefined ? [] : [fixOf('Start the calls together', 'unsafe', [], [imported, edits])];
}

interface Parts {
  readonly item: string;
  readonly items: string;
  /** Where the head of the loop ends: its closing bracket, or in front of the colon. */
  readonly end: number;
}

function partsOf(text: string, loop: LoopStatement, language: LanguageId): Parts | undefined {
  const { target, iterable, isAsync, over } = loop;
  if (loop.form !== 'each' || isAsync || over === 'keys' || target === undefined || iterable === undefined)
    return undefined;
  const head = text.slice(loop.start, loop.body[0]?.start ?? loop.end);
  const pattern = isPython(language)
    ? /^for[ \t]+([^\n]+?)[ \t]+in[ \t]+([^\n]+?)[ \t]*(?=:[ \t]*(?:#[^\n]*)?(?:\r?\n|$))/
    : /^for\s*\(\s*const\s+([\s\S]+?)\s+of\s+([\s\S]+?)\s*\)(?=\s*(?:\{|$|\w))/;
  const [all, item, items] = pattern.exec(head) ?? [];
  if (all === undefined || item === undefined || items === undefined) return undefined;
  // A comment in the head would be lost or torn apart.
  return /\/\/|\/\*|#/.test(all) ? undefined : { item, items, end: loop.start + all.length };
}

/** What a round does before the statement that makes the call; undefined where that may keep it from making it. */
function statementsBefore(body: readonly Statement[], call: Span): readonly Statement[] | undefined {
  const at = body.findIndex((statement) => contains(statement, call));
  const holder = body[at];
  const before = body.slice(0, at);
  if (holder === undefined || !before.every(runsThrough)) return undefined;
  if (holder.kind === 'block' || holder.kind === 'try') {
    const inner = statementsBefore(holder.body, call);
    return inner && [...before, ...inner];
  }
  return holder.kind === 'assign' || holder.kind === 'expression' ? before : undefined;
}

/** Goes on to the next statement, unless it raises an error. */
function runsThrough(statement: Statement): boolean {
  if (statement.kind !== 'assign' && statement.kind !== 'expression') return false;
  let isPlain = true;
  walk(statement, ({ kind }) => {
    if (kind === 'await' || kind === 'yield') isPlain = false;
    return kind !== 'function';
  });
  return isPlain;
}

interface Made {
  readonly code: string;
  /** Working out what the call is given may fail, which must stay an error of its own round. */
  readonly mayFail: boolean;
}

/** The call with the variables of the round put in. */
function calledWith(
  text: string,
  module: Module,
  before: readonly Statement[],
  loop: Span,
  call: Span,
): Made | undefined {
  const expression = nodesAround(module, call).find((node) => isSpan(node, call)) as unknown as Expression | undefined;
  if (expression === undefined) return undefined;
  let mayFail = false;
  let isKnown = true;
  const codeOf = (name: string): string | undefined => {
    const assigned = before.filter((one) => one.kind === 'assign' && bindsName(one.target as unknown as AnyNode, name));
    const [only] = assigned;
    if (only === undefined) return undefined;
    const span = assigned.length === 1 && only.kind === 'assign' ? initializerOf(text, only) : undefined;
    const value = only.kind === 'assign' ? only.value : undefined;
    const inner = span && value && inlineNames(text, span, value, codeOf);
    if (inner === undefined || /#|\/\//.test(inner)) isKnown = false;
    walk(value, ({ kind }) => {
      if (kind === 'call') mayFail = true;
      return true;
    });
    return inner && asOperand(inner);
  };
  const inlined = inlineNames(text, call, expression, codeOf);
  const code = inlined?.replaceAll(`\n${indentAt(text, call.start)}`, `\n${indentAt(text, loop.start)}`);
  // What the statements in front change of the item itself would come too late.
  const changed = before.some((one) => changesOneOf(one, [...(namesRead(expression)?.keys() ?? [])]));
  return code === undefined || !isKnown || changed ? undefined : { code, mayFail };
}

function bindsName(target: AnyNode, name: string): boolean {
  let binds = false;
  walk(target, (node) => {
    if (node.kind === 'name' && node.name === name) binds = true;
    return true;
  });
  return binds && target.kind !== 'member' && target.kind !== 'index';
}

function changesOneOf(statement: Statement, names: readonly string[]): boolean {
  if (statement.kind !== 'assign' || (statement.target.kind !== 'member' && statement.target.kind !== 'index'))
    return false;
  return names.some((name) => namesRead(statement.target)?.has(name) === true);
}

function wordsFor(
  text: string,
  language: LanguageId,
  { item, items }: Parts,
  { code, mayFail }: Made,
  newLine: string,
): { readonly head: string; readonly own: string } {
  const free = (names: readonly string[]): string =>
    names.find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? `${names[0]}OfLoop`;
  const started = free(['started', 'pending', 'underway']);
  // What is no name may be another thing when it is evaluated twice.
  const isName = /^[\w$.]+$/.test(items);
  const all = isName
    ? items
    : free(['toolCalls', 'calls', 'all_calls'].map((name) => (isPython(language) ? snake(name) : name)));
  if (isPython(language)) {
    const one = free(['task', 'future', 'running']);
    const kept = isName ? '' : `${all} = ${items.startsWith('[') ? items : `list(${items})`}${newLine}`;
    const each = /,/.test(item) && !item.startsWith('(') ? `(${item})` : item;
    const given = each === item ? item : `*${each}`;
    const start = free(['start', 'start_call', 'run_call']);
    const defined = `async def ${start}(${item}):${newLine}    return await ${code}${newLine}`;
    const call = mayFail ? `${start}(${given})` : code;
    return {
      head: `${kept}${mayFail ? defined : ''}${started} = [asyncio.ensure_future(${call}) for ${item} in ${all}]${newLine}await asyncio.gather(*${started}, return_exceptions=True)${newLine}for ${each}, ${one} in zip(${all}, ${started})`,
      own: one,
    };
  }
  const index = free(['index', 'at', 'position']);
  const kept = isName ? '' : `const ${all} = ${items};${newLine}`;
  return {
    head: `${kept}const ${started} = ${all}.map(${mayFail ? 'async ' : ''}(${item}) => ${code});${newLine}await Promise.allSettled(${started});${newLine}for (const [${index}, ${item}] of ${all}.entries())`,
    own: `${started}[${index}]`,
  };
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isSpan(node: unknown, { start, end }: Span): boolean {
  const own = node && typeof node === 'object' ? spanOf(node as AnyNode) : undefined;
  return own?.start === start && own.end === end;
}
