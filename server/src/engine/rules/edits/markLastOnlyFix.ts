// Keeps the mark of the last block only, where each block of a mapped list gets one.
import type { AnyNode, ComprehensionExpression, Expression, Fix, FunctionExpression, Mark } from '../../model/index.ts';
import type { Edit, Span } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { markEntry } from './markEntry.ts';
import { nodesAround } from './nodesAround.ts';
import { isPython } from './significant.ts';

/** Unsafe: the marks of the other blocks are gone. Empty unless the list is made by `map` or a comprehension, and the mark is an entry of its record. */
export function markLastOnlyFix(documents: Documents, { place }: Mark): readonly Fix[] {
  const text = documents.text(place.path);
  const language = documents.languageOf(place.path);
  const module = documents.moduleOf(place.path);
  const entry = text === undefined ? undefined : markEntry(text, place);
  if (text === undefined || language === undefined || module === undefined || entry === undefined) return [];
  const around = nodesAround(module, entry);
  const record = around.find(({ kind }) => kind === 'record');
  const holder = around.find(({ kind }) => kind === 'function' || kind === 'comprehension' || kind === 'loop');
  const rounds = isPython(language) ? compared(text, holder, record) : indexed(text, around, holder);
  if (rounds === undefined || record === undefined) return [];
  // In a spread the type of the literal would be that of any string.
  const literal = /^typescript/.test(language) ? /(['"])ephemeral\1(?!\s*as\b)/ : /$^/;
  const written = text.slice(entry.start, entry.end).replace(literal, '$& as const');
  const conditional = isPython(language)
    ? `**({${written}} if ${rounds.isLast} else {})`
    : `...(${rounds.isLast} ? { ${written} } : {})`;
  const edits: Edit[] = [...rounds.edits, { span: entry, newText: conditional }];
  return [fixOf('Mark the last block only', 'unsafe', ['marks'], [{ path: place.path, edits }])];
}

interface Rounds {
  readonly isLast: string;
  readonly edits: readonly Edit[];
}

/** The comprehension goes over a list that can be asked for its last item; items that are no records of their own are counted. */
function compared(text: string, holder: AnyNode | undefined, record: AnyNode | undefined): Rounds | undefined {
  if (holder?.kind !== 'comprehension') return undefined;
  const { form, element, clauses } = holder as unknown as ComprehensionExpression;
  const [clause] = clauses;
  if (form !== 'list' || clauses.length !== 1 || clause === undefined || clause.conditions.length > 0) return undefined;
  const { target, iterable } = clause;
  if (element !== (record as unknown) || element.kind !== 'record' || target.kind !== 'name' || !isPath(iterable))
    return undefined;
  const list = text.slice(iterable.start, iterable.end);
  const isOwnRecord = element.entries.some(
    ({ kind, value }) => kind === 'spread' && value.kind === 'name' && value.name === target.name,
  );
  if (isOwnRecord) return { isLast: `${target.name} is ${list}[-1]`, edits: [] };
  const index = freeName(text, ['index', 'position', 'number']);
  return {
    isLast: `${index} == len(${list}) - 1`,
    edits: [
      { span: { start: target.start, end: target.start }, newText: `${index}, ` },
      { span: { start: iterable.start, end: iterable.start }, newText: 'enumerate(' },
      { span: { start: iterable.end, end: iterable.end }, newText: ')' },
    ],
  };
}

/** A name, a member or an item of one: worked out again it is the same list. */
function isPath(expression: Expression): boolean {
  if (expression.kind === 'name' || expression.kind === 'this') return true;
  if (expression.kind === 'member') return isPath(expression.object);
  if (expression.kind !== 'index' || !isPath(expression.object)) return false;
  const { index } = expression;
  return index.kind === 'literal' || (index.kind === 'unary' && index.operand.kind === 'literal');
}

/** The function that `map` runs takes the index and the list, too. */
function indexed(text: string, around: readonly AnyNode[], holder: AnyNode | undefined): Rounds | undefined {
  if (holder?.kind !== 'function') return undefined;
  const fn = holder as unknown as FunctionExpression;
  const call = around.slice(around.indexOf(holder)).find(({ kind }) => kind === 'call');
  const callee = call?.callee as Expression | undefined;
  const args = (call?.args ?? []) as readonly { readonly value: Expression }[];
  if (callee?.kind !== 'member' || callee.property !== 'map' || args[0]?.value !== fn) return undefined;
  const [item, index, list] = fn.params;
  if (item === undefined || fn.params.some(({ rest }) => rest !== undefined)) return undefined;
  const nameOf = (param: FunctionExpression['params'][number]): string | undefined =>
    param.target.kind === 'name' ? param.target.name : undefined;
  const own = index === undefined ? freeName(text, ['index', 'at', 'position']) : nameOf(index);
  const all = list === undefined ? freeName(text, ['all', 'blocks', 'list']) : nameOf(list);
  if (own === undefined || all === undefined) return undefined;
  const added = [...(index === undefined ? [own] : []), ...(list === undefined ? [all] : [])];
  return { isLast: `${own} === ${all}.length - 1`, edits: added.length === 0 ? [] : parameterEdits(text, fn, added) };
}

function parameterEdits(
  text: string,
  { start, params }: FunctionExpression,
  added: readonly string[],
): readonly Edit[] {
  const first = params[0];
  const last = params.at(-1);
  if (first === undefined || last === undefined) return [];
  const span: Span = { start, end: first.start };
  const hasBrackets = text.slice(span.start, span.end).includes('(');
  const behind = {
    span: { start: last.end, end: last.end },
    newText: `, ${added.join(', ')}${hasBrackets ? '' : ')'}`,
  };
  return hasBrackets ? [behind] : [{ span: { start: first.start, end: first.start }, newText: '(' }, behind];
}

function freeName(text: string, names: readonly string[]): string {
  return names.find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? `${names[0]}OfBlock`;
}
