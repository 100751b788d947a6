// Starts the calls of a loop together, and lets each round wait for its own.
import type { Fix, LanguageId } from '../../model/index.ts';
import type { Edit, Place } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { indentAt, lineEnding } from './documentStyle.ts';
import { isPython } from './significant.ts';

/**
 * Unsafe: what the calls do at the same time may get in the way of each other. An error still comes up in its own round, after all calls
 * have settled. Empty unless each round makes the call, and before anything else.
 */
export function startTogetherFix(documents: Documents, loop: Place, call: Place): readonly Fix[] {
  const text = documents.text(loop.path);
  const language = documents.languageOf(loop.path);
  if (text === undefined || language === undefined || call.path !== loop.path) return [];
  const head = headOf(text, loop, language);
  if (head === undefined || !startsWith(text.slice(loop.start + head.length, call.start), language)) return [];
  const awaitAt = text.lastIndexOf('await', call.start);
  const made = text.slice(call.start, call.end);
  const newLine = lineEnding(text) + indentAt(text, loop.start);
  const { before, round, own } = wordsFor(text, language, head, made, newLine);
  const edits: Edit[] = [
    { span: { start: loop.start, end: loop.start + head.length }, newText: `${before}${newLine}${round}` },
    { span: { start: awaitAt, end: call.end }, newText: `await ${own}` },
  ];
  const missing = isPython(language) ? asyncioImport(text) : undefined;
  return [
    fixOf(
      'Start the calls together',
      'unsafe',
      [],
      [{ path: loop.path, edits: missing ? [missing, ...edits] : edits }],
    ),
  ];
}

interface Head {
  readonly item: string;
  readonly items: string;
  readonly length: number;
}

/** A name that goes over a name: anything else may be different when it is evaluated twice. */
function headOf(text: string, { start, end }: Place, language: LanguageId): Head | undefined {
  const pattern = isPython(language)
    ? /^for[ \t]+(\w+)[ \t]+in[ \t]+([\w.]+)[ \t]*(?=:)/
    : /^for\s*\(\s*const\s+([\w$]+)\s+of\s+([\w$.]+)\s*\)/;
  const found = pattern.exec(text.slice(start, end));
  const [all, item, items] = found ?? [];
  return all === undefined || item === undefined || items === undefined
    ? undefined
    : { item, items, length: all.length };
}

/** Nothing but the keeping of the result, and a `try`, stands between the head of the loop and the call. */
function startsWith(between: string, language: LanguageId): boolean {
  return isPython(language)
    ? /^:\s*(?:try:\s*)?(?:\w+\s*=\s*|[\w.]+\.append\(\s*)?await\s+$/.test(between)
    : /^\s*\{?\s*(?:try\s*\{\s*)?(?:(?:const|let)\s+[\w$]+\s*=\s*|[\w$.]+\.push\(\s*)?await\s+$/.test(between);
}

function wordsFor(text: string, language: LanguageId, { item, items }: Head, made: string, newLine: string) {
  const free = (names: readonly string[]): string =>
    names.find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? `${names[0]}OfLoop`;
  const started = free(['started', 'pending', 'underway']);
  if (isPython(language)) {
    const one = free(['task', 'future', 'running']);
    return {
      before: `${started} = [asyncio.ensure_future(${made}) for ${item} in ${items}]${newLine}await asyncio.gather(*${started}, return_exceptions=True)`,
      round: `for ${item}, ${one} in zip(${items}, ${started})`,
      own: one,
    };
  }
  const index = free(['index', 'at', 'position']);
  return {
    before: `const ${started} = ${items}.map((${item}) => ${made});${newLine}await Promise.allSettled(${started});`,
    round: `for (const [${index}, ${item}] of ${items}.entries())`,
    own: `${started}[${index}]`,
  };
}

/** Before the first import that is not one of the future, where the module has none of its own. */
function asyncioImport(text: string): Edit | undefined {
  if (/^import asyncio\b/m.test(text)) return undefined;
  const first = /^(?:import|from)[ \t]+(?!__future__)/m.exec(text);
  const at = first?.index ?? 0;
  return { span: { start: at, end: at }, newText: `import asyncio${lineEnding(text)}` };
}
