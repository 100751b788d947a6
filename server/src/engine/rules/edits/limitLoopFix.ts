// Gives an endless loop a number of rounds after which it stops.
import type { Fix, LoopFact } from '../../model/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { isPython } from './significant.ts';

/** Far more than an agent needs that makes progress. */
const ticks = 50;

/** Unsafe: what follows the loop is reached without an answer. Empty where the loop is written in another way. */
export function limitLoopFix(documents: Documents, { place }: LoopFact): readonly Fix[] {
  const { path, start, end } = place;
  const text = documents.text(path)?.slice(start, end);
  const language = documents.languageOf(path);
  if (text === undefined || language === undefined) return [];
  const head = isPython(language)
    ? /^while[ \t]+(?:True|1)[ \t]*(?=:)/.exec(text)
    : /^(?:while\s*\(\s*(?:true|1)\s*\)|for\s*\(\s*;\s*;\s*\))/.exec(text);
  if (head === null) return [];
  const name = nameFor(documents.text(path) ?? '');
  const bounded = isPython(language)
    ? `for _ in range(${ticks})`
    : `for (let ${name} = 0; ${name} < ${ticks}; ${name}++)`;
  const edit = { span: { start, end: start + head[0].length }, newText: bounded };
  return [fixOf(`Stop after ${ticks} ticks`, 'unsafe', [], [{ path, edits: [edit] }])];
}

function nameFor(text: string): string {
  return ['tick', 'round', 'turn'].find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? 'tickNumber';
}
