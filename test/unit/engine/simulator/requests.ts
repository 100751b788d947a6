// Short ways to write requests for the simulator's tests.
import {
  type AnthropicOptions,
  type CacheState,
  emptyCache,
  type MarkTtl,
  type Refused,
  type Simulated,
  simulateAnthropic,
  type WireBlock,
  type WireMessage,
  type WireRequest,
} from '../../../../server/src/engine/simulator/index.ts';

/** A text block of `tokens` tokens; blocks with the same name are the same bytes. */
export function text(name: string, tokens: number, ttl?: MarkTtl): WireBlock {
  return block('text', name, tokens, ttl);
}

export function block(type: string, name: string, tokens: number, ttl?: MarkTtl): WireBlock {
  return { type, text: name, tokens, ...(ttl === undefined ? {} : { mark: { ttl } }) };
}

export function user(...blocks: readonly WireBlock[]): WireMessage {
  return { role: 'user', blocks };
}

export function assistant(...blocks: readonly WireBlock[]): WireMessage {
  return { role: 'assistant', blocks };
}

export function request(parts: Partial<WireRequest>): WireRequest {
  return { model: 'claude-opus-5', tools: [], system: [], params: {}, messages: [], maxTokens: 1024, ...parts };
}

/** The result of a request that must not be refused. */
export function ok(result: Simulated | Refused): Simulated {
  if ('error' in result) throw new Error(result.error.message);
  return result;
}

export function refusal(sent: WireRequest, options: Partial<AnthropicOptions> = {}): string | undefined {
  const result = simulateAnthropic(emptyCache, sent, 0, options);
  return 'error' in result ? result.error.message : undefined;
}

/** Sends requests one after another, `seconds` after the first each; gives what each one did. */
export function send(
  steps: readonly (readonly [seconds: number, sent: WireRequest])[],
  options: Partial<AnthropicOptions> = {},
  start: CacheState = emptyCache,
): readonly Simulated[] {
  let state = start;
  return steps.map(([seconds, sent]) => {
    const result = ok(simulateAnthropic(state, sent, seconds * 1000, options));
    state = result.state;
    return result;
  });
}

/** read, written and fresh tokens of each step. */
export function billed(
  results: readonly Simulated[],
): readonly (readonly [read: number, write: number, fresh: number])[] {
  return results.map(({ usage }) => [usage.read, usage.write5m + usage.write1h, usage.fresh]);
}
