// Lets a sampled request grow from tick to tick as an agent's conversation does.
import { filler, type JsonObject, listOf, type SampledBody, type SampledUnit } from '../../engine/index.ts';
import type { ProfileAnswer } from './provider.ts';

export interface Growth {
  /** What was appended since the first tick, in the form of the API. */
  readonly messages: readonly JsonObject[];
  /** The same as texts of the prompt. */
  readonly units: readonly SampledUnit[];
}

export const noGrowth: Growth = { messages: [], units: [] };

export interface Answered {
  readonly answer: ProfileAnswer;
  /** From 1. */
  readonly tick: number;
  /** Tokens of what the program sends back. */
  readonly resultTokens: number;
  readonly count: (text: string) => number;
}

/** The answer of a tick, and what the program sends back: a result for each tool call, or else the user's next message. */
export function grown(growth: Growth, { api }: SampledBody, { answer, tick, resultTokens, count }: Answered): Growth {
  const ids = answer.toolCallIds;
  const each = Math.max(1, Math.round(resultTokens / Math.max(1, ids.length)));
  const text = filler(each, count, `Result ${tick}.`);
  const replies = ids.length === 0 ? [userMessage(api, text)] : resultsOf(api, ids, text);
  const added = [...answer.messages, ...replies];
  const message = (growth.units.at(-1)?.message ?? 1_000_000) + 1;
  return {
    messages: [...growth.messages, ...added],
    units: [
      ...growth.units,
      ...added.map(
        (one, at): SampledUnit => ({
          level: 'messages',
          role: one.role === 'assistant' || one.type === 'function_call' ? 'assistant' : 'user',
          type: 'text',
          text: JSON.stringify(one),
          message: message + at,
          spans: [],
        }),
      ),
    ],
  };
}

/** The request of a tick: what the source builds, what was appended since, and a mark at the end where it moves along. */
export function bodyWith(sampled: SampledBody, { messages }: Growth): JsonObject {
  const field = sampled.api === 'responses' ? 'input' : 'messages';
  const own = listOf(sampled.body[field]) as readonly JsonObject[];
  const all = [...own, ...messages];
  return {
    ...sampled.body,
    [field]: sampled.api === 'messages' && sampled.rolls && messages.length > 0 ? markedAtEnd(all) : all,
  };
}

function userMessage(api: SampledBody['api'], text: string): JsonObject {
  return { role: 'user', content: api === 'messages' ? [{ type: 'text', text }] : text };
}

function resultsOf(api: SampledBody['api'], ids: readonly string[], text: string): readonly JsonObject[] {
  switch (api) {
    case 'messages':
      return [{ role: 'user', content: ids.map((id) => ({ type: 'tool_result', tool_use_id: id, content: text })) }];
    case 'chat':
      return ids.map((id) => ({ role: 'tool', tool_call_id: id, content: text }));
    case 'responses':
      return ids.map((id) => ({ type: 'function_call_output', call_id: id, output: text }));
  }
}

function markedAtEnd(messages: readonly JsonObject[]): readonly JsonObject[] {
  const end = messages.length - 1;
  let ttl: unknown;
  const bare = messages.map((message) => ({
    ...message,
    content: (Array.isArray(message.content) ? (message.content as JsonObject[]) : []).map(
      ({ cache_control: mark, ...block }) => {
        if (mark !== undefined) ttl = mark;
        return block;
      },
    ),
  }));
  return bare.map((message, at) =>
    at === end
      ? {
          ...message,
          content: message.content.map((block, index) =>
            index === message.content.length - 1 ? { ...block, cache_control: ttl ?? { type: 'ephemeral' } } : block,
          ),
        }
      : message,
  );
}
