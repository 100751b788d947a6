// Bedrock's Converse: cache points as blocks of their own, turned into marks on what they close, and its usage fields.
import type { TickUsage } from '../model/index.ts';
import type { CacheState } from './cacheState.ts';
import type { ApiError } from './placeMarks.ts';
import { type Simulated, simulateAnthropic } from './simulateAnthropic.ts';
import type { AnthropicOptions } from './simulatorOptions.ts';
import type { MarkTtl, WireBlock, WireMessage, WireOverhead, WireParams } from './wireRequest.ts';

export interface CachePoint {
  readonly cachePoint: { readonly type?: 'default'; readonly ttl?: MarkTtl };
}

export type ConverseBlock = WireBlock | CachePoint;

export interface ConverseRequest {
  readonly id?: string;
  readonly model: string;
  readonly tools: readonly ConverseBlock[];
  readonly system: readonly ConverseBlock[];
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly blocks: readonly ConverseBlock[] }[];
  readonly params?: WireParams;
  readonly maxTokens: number;
  readonly outputTokens?: number;
  readonly overhead?: WireOverhead;
}

export interface ConverseOptions extends Partial<AnthropicOptions> {
  /** One-hour cache points: newer models only. */
  readonly hourPoints?: 'supported' | 'refused';
}

/** The fields of `usage` in a Converse response. */
export interface ConverseUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  readonly cacheDetails: readonly { readonly ttl: MarkTtl; readonly inputTokens: number }[];
}

/** Off the Claude API it is not known whether runs of tool blocks are one position: `runCollapse` is off unless it is asked for. */
export function simulateConverse(
  state: CacheState,
  request: ConverseRequest,
  time: number,
  { hourPoints = 'supported', ...options }: ConverseOptions = {},
): Simulated | { readonly error: ApiError } {
  const tools = closed(request.tools);
  const system = closed(request.system);
  const messages = request.messages.map(({ role, blocks }) => ({ role, ...closed(blocks) }));
  const all = [tools, system, ...messages];
  if (all.some(({ hasLeadingPoint }) => hasLeadingPoint)) {
    return refused('A cachePoint block must follow the content that it caches.');
  }
  if (hourPoints === 'refused' && all.some(({ blocks }) => blocks.some(({ mark }) => mark?.ttl === '1h'))) {
    return refused('This model does not support a cachePoint with the ttl 1h.');
  }
  return simulateAnthropic(
    state,
    {
      ...(request.id === undefined ? {} : { id: request.id }),
      model: request.model,
      tools: tools.blocks,
      system: system.blocks,
      params: request.params ?? {},
      messages: messages.map(({ role, blocks }): WireMessage => ({ role, blocks })),
      maxTokens: request.maxTokens,
      ...(request.outputTokens === undefined ? {} : { outputTokens: request.outputTokens }),
      ...(request.overhead === undefined ? {} : { overhead: request.overhead }),
    },
    time,
    // The platform has no automatic mark in this API, and marks nothing by itself.
    { runCollapse: false, serverToolMarks: false, automaticMark: 'refused', ...options },
  );
}

export function converseUsage(usage: TickUsage): ConverseUsage {
  const { fresh, read, write5m, write1h, output } = usage;
  const details = [
    { ttl: '1h' as const, inputTokens: write1h },
    { ttl: '5m' as const, inputTokens: write5m },
  ];
  return {
    inputTokens: fresh,
    outputTokens: output,
    totalTokens: fresh + read + write5m + write1h + output,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: write5m + write1h,
    cacheDetails: details.filter(({ inputTokens }) => inputTokens > 0),
  };
}

interface Closed {
  readonly blocks: readonly WireBlock[];
  readonly hasLeadingPoint: boolean;
}

function closed(blocks: readonly ConverseBlock[]): Closed {
  const marked: WireBlock[] = [];
  let hasLeadingPoint = false;
  for (const block of blocks) {
    if (!('cachePoint' in block)) {
      marked.push(block);
      continue;
    }
    const last = marked.pop();
    const { ttl } = block.cachePoint;
    if (last === undefined) hasLeadingPoint = true;
    else marked.push({ ...last, mark: ttl === undefined ? {} : { ttl } });
  }
  return { blocks: marked, hasLeadingPoint };
}

function refused(message: string): { readonly error: ApiError } {
  return { error: { status: 400, type: 'invalid_request_error', message, isQuoted: false } };
}
