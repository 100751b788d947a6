// Cuts the body of a recorded request into the blocks of its prompt, in wire order, whatever the API.
import { isObject, type JsonObject, listOf, objectOf } from '../../engine/index.ts';

export interface PromptUnit {
  readonly level: 'tools' | 'system' | 'messages';
  /** As it is rendered, without its mark. */
  readonly text: string;
  /** First block of a message. */
  readonly isMessage: boolean;
}

export interface Prompt {
  readonly units: readonly PromptUnit[];
  /** Longest lifetime that a mark asks for, seconds; undefined without a mark. */
  readonly markSeconds?: number;
}

const marks = ['cache_control', 'prompt_cache_breakpoint'] as const;
const fiveMinutes = 300;
const seconds: Readonly<Record<string, number>> = { '5m': fiveMinutes, '1h': 3600, '30m': 1800, '12h': 43_200 };

export function promptOf(body: JsonObject): Prompt {
  const units: PromptUnit[] = [];
  let markSeconds: number | undefined;
  const noteMark = (mark: unknown): void => {
    if (isObject(mark)) markSeconds = Math.max(markSeconds ?? 0, seconds[String(mark.ttl)] ?? fiveMinutes);
  };
  const bare = (value: unknown): unknown => {
    if (!isObject(value) || !marks.some((name) => name in value)) return value;
    const { cache_control, prompt_cache_breakpoint, ...rest } = value;
    noteMark(cache_control);
    noteMark(prompt_cache_breakpoint);
    return rest;
  };
  const add = (level: PromptUnit['level'], value: unknown, isMessage = false): void => {
    const own = bare(value);
    units.push({ level, text: typeof own === 'string' ? own : (JSON.stringify(own) ?? ''), isMessage });
  };
  noteMark(body.cache_control);
  for (const tool of listOf(body.tools)) add('tools', tool);
  for (const field of ['system', 'instructions', 'systemInstruction', 'system_instruction'] as const) {
    for (const block of blocksOf(body[field])) add('system', block);
  }
  for (const message of messagesOf(body)) {
    const { content, parts, ...rest } = objectOf(message);
    const level = rest.role === 'system' || rest.role === 'developer' ? 'system' : 'messages';
    const blocks = blocksOf(content ?? parts);
    const head = bare(rest);
    // Role, ids and calls stand beside the content: they are part of what the first block is.
    if (blocks.length === 0) add(level, head, level === 'messages');
    for (const [at, block] of blocks.entries()) {
      const own = bare(typeof block === 'string' ? { type: 'text', text: block } : block);
      add(level, at === 0 ? { ...objectOf(head), content: own } : own, at === 0 && level === 'messages');
    }
  }
  return { units, ...(markSeconds === undefined ? {} : { markSeconds }) };
}

function messagesOf(body: JsonObject): readonly unknown[] {
  if (Array.isArray(body.messages)) return body.messages;
  if (Array.isArray(body.contents)) return body.contents;
  if (typeof body.input === 'string') return [{ role: 'user', content: body.input }];
  return listOf(body.input);
}

function blocksOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value;
  return isObject(value) && Array.isArray(value.parts) ? value.parts : [value];
}

/** Names of the tools that the conversation of a body has called so far. */
export function calledTools(body: JsonObject): readonly string[] {
  return messagesOf(body).flatMap((message): readonly string[] => {
    const { content, tool_calls: calls, type, name } = objectOf(message);
    if (type === 'function_call') return [String(name)];
    const blocks = listOf(content)
      .map(objectOf)
      .filter((block) => block.type === 'tool_use' || block.type === 'tool_call');
    return [
      ...blocks.map((block) => String(block.name)),
      ...listOf(calls).map((call) => String(objectOf(objectOf(call).function).name ?? objectOf(call).name)),
    ];
  });
}
