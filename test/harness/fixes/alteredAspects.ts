// Compares what a model call sends before and after a fix, and names the sides of the request that moved.
import type { RequestAspect } from '../../../server/src/engine/model/index.ts';
import type { Wire, WireBlock } from './wireOf.ts';

/** `text`: something that no fix may change. */
export type Altered = RequestAspect | 'text';

export function alteredAspects(before: Wire, after: Wire): ReadonlySet<Altered> {
  const altered = new Set<Altered>();
  if (!same(before.marks, after.marks)) altered.add('marks');
  if (!same(before.params, after.params)) altered.add('params');
  const [tools, toolsAfter] = [toolsOf(before), toolsOf(after)];
  if (!same(tools, toolsAfter)) altered.add(same(sorted(tools), sorted(toolsAfter)) ? 'tool order' : 'text');
  const [prompt, promptAfter] = [promptOf(before), promptOf(after)];
  if (!same(prompt.map(showBlock), promptAfter.map(showBlock))) altered.add(howPromptMoved(prompt, promptAfter));
  return altered;
}

function howPromptMoved(before: readonly WireBlock[], after: readonly WireBlock[]): Altered {
  const withoutResults = (blocks: readonly WireBlock[]): readonly string[] =>
    blocks.map((block) => showBlock(isToolResult(block) ? { ...block, text: '', flags: '' } : block));
  if (same(withoutResults(before), withoutResults(after))) return 'tool results';
  const withoutHoles = (blocks: readonly WireBlock[]): readonly string[] =>
    blocks.map((block) => showBlock({ ...block, text: block.text.replace(/«[^»]*»/g, '«»') }));
  if (same(withoutHoles(before), withoutHoles(after))) return 'text order';
  return same(wordsOf(before), wordsOf(after)) ? 'text place' : 'text';
}

function isToolResult({ head }: WireBlock): boolean {
  return head.includes('tool_result') || head.startsWith('tool ');
}

/** In whatever order: a sentence that moves keeps its words. What a loop has put in more than once counts once. */
function wordsOf(blocks: readonly WireBlock[]): readonly string[] {
  const words = blocks.flatMap(({ text }) => text.match(/«[^»]*»|[^\s«»]+/g) ?? []);
  const isHole = (word: string): boolean => word.startsWith('«');
  return sorted([...words.filter((word) => !isHole(word)), ...new Set(words.filter(isHole))]);
}

function toolsOf({ blocks }: Wire): readonly string[] {
  return blocks.filter(({ level }) => level === 'tools').map(showBlock);
}

function promptOf({ blocks }: Wire): readonly WireBlock[] {
  return blocks.filter(({ level }) => level !== 'tools');
}

function showBlock({ level, head, text, flags }: WireBlock): string {
  return `${level} ${head} ${flags} ${text}`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
