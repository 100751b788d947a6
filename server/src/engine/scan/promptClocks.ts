// Finds clocks that are written into the text of a prompt, whoever sends it.
import {
  type AnyNode,
  type CallExpression,
  type Expression,
  type ImportStatement,
  type Module,
  type PromptClock,
  type TemplateExpression,
  walk,
} from '../model/index.ts';
import { spelledName } from './spelledName.ts';

/** How the text of a prompt begins, and that of few others. */
const opening = /^[\s#*<>\w-]{0,40}?\byou(?: are|['’]re) (?:an?|the)\b/i;
/** Characters of the text that is written out, white space left out: shorter ones are no prefix that a cache takes. */
const leastText = 1_500;
/** What stands behind the clock: a closing sentence is no loss. */
const leastBehind = 200;

const pythonClocks =
  /^(?:datetime\.(?:datetime\.)?(?:now|utcnow|today)|datetime\.date\.today|time\.(?:time|strftime|ctime))$/;

/** Cheap: whether a text may hold one. */
export function mayHoldPromptClock(text: string): boolean {
  return (
    /\byou(?: are|['’]re) (?:an?|the)\b/i.test(text) &&
    /\bnew Date\(\)|\bDate\.now\(|\bimport (?:date)?time\b|\bfrom (?:date)?time import\b/.test(text)
  );
}

export function promptClocks(module: Module): readonly PromptClock[] {
  const imported = importedNames(module);
  const found: PromptClock[] = [];
  walk(module.body, (node) => {
    if (node.kind === 'template') found.push(...clocksIn(node as unknown as TemplateExpression, module, imported));
    return true;
  });
  return found;
}

function* clocksIn(
  { parts }: TemplateExpression,
  { path }: Module,
  imported: ReadonlyMap<string, string>,
): Iterable<PromptClock> {
  const [first] = parts;
  if (first?.kind !== 'text' || !opening.test(first.value)) return;
  const sizes = parts.map((part) => (part.kind === 'text' ? part.value.replace(/\s/g, '').length : 0));
  const size = (from: number): number => sizes.slice(from).reduce((sum, one) => sum + one, 0);
  if (size(0) < leastText) return;
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'expression' || size(index) < leastBehind || !readsClock(part.value, imported)) continue;
    yield {
      place: { path, start: part.span.start, end: part.span.end },
      value: { path, start: part.value.start, end: part.value.end },
    };
  }
}

function readsClock(value: Expression, imported: ReadonlyMap<string, string>): boolean {
  let isFound = false;
  walk(value, (node) => {
    if (node.kind === 'call' && isClock(node as unknown as CallExpression, imported)) isFound = true;
    return !isFound && node.kind !== 'function';
  });
  return isFound;
}

function isClock({ callee, args, isNew }: CallExpression, imported: ReadonlyMap<string, string>): boolean {
  const name = spelledName(callee);
  if (name === undefined) return false;
  if (isNew ? name === 'Date' && args.length === 0 : name === 'Date.now') return !imported.has('Date');
  const [root = '', ...members] = name.split('.');
  const origin = imported.get(root);
  return origin !== undefined && pythonClocks.test([origin, ...members].join('.'));
}

/** What each imported name stands for, with its module: `datetime.date`. */
function importedNames(module: Module): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  walk(module.body, (node: AnyNode) => {
    if (node.kind !== 'import') return true;
    const { module: from, bindings } = node as unknown as ImportStatement;
    for (const { imported, local } of bindings) names.set(local, imported === '*' ? from : `${from}.${imported}`);
    return false;
  });
  return names;
}
