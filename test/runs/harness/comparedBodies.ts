// Brings request bodies into a form in which only what a fix may not change can differ.
import { isObject, type JsonObject, listOf, objectOf } from '../../../server/src/engine/index.ts';
import type { RequestAspect } from '../../../server/src/engine/model/index.ts';

/** Equal for two bodies that differ in nothing but the given aspects. */
export function comparable(body: JsonObject, alters: readonly RequestAspect[]): unknown {
  let rest: JsonObject = { ...body, system: blocksOf(body.system), messages: listOf(body.messages).map(withBlocks) };
  if (alters.includes('marks')) rest = objectOf(withoutMarks(rest));
  if (alters.includes('tool order') && rest.tools !== undefined)
    rest = { ...rest, tools: [...listOf(rest.tools)].sort(byText) };
  if (alters.includes('params')) {
    const { temperature: _, ...others } = rest;
    rest = others;
  }
  if (!alters.includes('text place')) return withoutChance(rest);
  const { system, messages, ...others } = rest;
  return { ...objectOf(withoutChance(others)), words: wordsOf(withoutChance([system, messages])).sort() };
}

/** A text and a list with one block of text are the same. */
function blocksOf(content: unknown): unknown {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function withBlocks(message: unknown): unknown {
  return isObject(message) ? { ...message, content: blocksOf(message.content) } : message;
}

function withoutMarks(value: unknown): unknown {
  return mapped(value, (key) => key === 'cache_control');
}

/** Ids and moments differ from run to run. */
export function withoutChance(value: unknown): unknown {
  const timeless: unknown = JSON.parse(JSON.stringify(value).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '<time>'));
  return mapped(timeless, (key) => key === 'id' || key === 'tool_use_id');
}

function mapped(value: unknown, isLeftOut: (key: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => mapped(one, isLeftOut));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isLeftOut(key))
      .map(([key, one]) => [key, mapped(one, isLeftOut)]),
  );
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '');
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  return isObject(value)
    ? Object.entries(value).flatMap(([key, one]) => (key === 'text' || typeof one === 'object' ? wordsOf(one) : []))
    : [];
}

function byText(a: unknown, b: unknown): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
