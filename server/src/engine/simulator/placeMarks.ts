// Finds the breakpoints of a request, or the documented reason why the API refuses it.
import { isThinking } from './renderPrefix.ts';
import type { AnthropicOptions } from './simulatorOptions.ts';
import type { BlockAddress, MarkTtl, WireBlock, WireMark, WireRequest } from './wireRequest.ts';

export interface ApiError {
  readonly status: 400;
  readonly type: 'invalid_request_error';
  readonly message: string;
  /** The message is the provider's own wording; else no source quotes it. */
  readonly isQuoted: boolean;
  readonly address?: BlockAddress;
}

export interface PlacedMark {
  readonly address: BlockAddress;
  readonly ttl: MarkTtl;
  readonly source: 'explicit' | 'automatic' | 'server-tool';
}

interface Place {
  readonly block: WireBlock;
  readonly address: BlockAddress;
}

/** Breakpoints in wire order. */
export function placeMarks(request: WireRequest, options: AnthropicOptions): readonly PlacedMark[] | ApiError {
  const places = placesOf(request);
  const marks: PlacedMark[] = [];
  for (const { block, address } of places) {
    if (block.mark === undefined) continue;
    const refused = refuseMark(block, address);
    if (refused !== undefined) return refused;
    marks.push({ address, ttl: ttlOf(block.mark), source: 'explicit' });
  }
  const prewarm = refusePrewarm(request, options);
  if (prewarm !== undefined) return prewarm;

  const automatic = placeAutomatic(request, places, options);
  if (automatic !== undefined) {
    if ('status' in automatic) return automatic;
    if ('address' in automatic) marks.push(automatic);
  }
  const found = marks.length;
  if (found > options.markerLimit) {
    return refuse(
      `A maximum of ${options.markerLimit} blocks with cache_control may be provided. Found ${found}.`,
      true,
    );
  }
  const ordered = inWireOrder(marks, places);
  const late = ordered.find((mark, at) => mark.ttl === '1h' && ordered.slice(0, at).some(({ ttl }) => ttl === '5m'));
  if (late !== undefined) {
    return refuse(
      "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`",
      true,
      late.address,
    );
  }
  if (!options.serverToolMarks || ordered.length === 0) return ordered;
  const own = places
    .filter(({ block }) => isServerToolResult(block) && block.mark === undefined)
    .map(({ address }): PlacedMark => ({ address, ttl: '5m', source: 'server-tool' }))
    .filter(({ address }) => !ordered.some((mark) => isSame(mark.address, address)));
  return inWireOrder([...ordered, ...own], places);
}

function refuseMark(block: WireBlock, address: BlockAddress): ApiError | undefined {
  if (block.type === 'text' && block.text === '') {
    return refuse('cache_control cannot be set for empty text blocks', true, address);
  }
  if (block.deferred === true) {
    return refuse(
      `Tool '${block.name ?? ''}' cannot have both defer_loading=true and cache_control set. Tools with defer_loading cannot use prompt caching.`,
      true,
      address,
    );
  }
  return isThinking(block) ? refuse('cache_control: Extra inputs are not permitted', false, address) : undefined;
}

/** `max_tokens: 0` only fills the cache; what asks for an answer contradicts it. */
function refusePrewarm(request: WireRequest, options: AnthropicOptions): ApiError | undefined {
  if (request.maxTokens !== 0) return undefined;
  const { params } = request;
  const conflicts = [
    request.stream === true ? 'stream: true' : undefined,
    params.thinking?.includes('enabled') === true ? 'thinking.type: enabled' : undefined,
    params.outputFormat !== undefined ? 'output_config.format' : undefined,
    /\b(any|tool)\b/.test(params.toolChoice ?? '') ? 'tool_choice: any or tool' : undefined,
    options.store === 'batch' ? 'a batch' : undefined,
  ];
  const conflict = conflicts.find((one) => one !== undefined);
  return conflict === undefined ? undefined : refuse(`max_tokens: 0 cannot be combined with ${conflict}`, false);
}

/** The automatic breakpoint; `{ skipped }` when no block can carry it or the last one already does. */
function placeAutomatic(
  request: WireRequest,
  places: readonly Place[],
  options: AnthropicOptions,
): PlacedMark | ApiError | { readonly skipped: true } | undefined {
  if (request.automatic === undefined) return undefined;
  if (options.automaticMark === 'refused') return refuse('cache_control: Extra inputs are not permitted', false);
  const target = places.findLast(({ block }) => canCarryMark(block));
  if (target === undefined) return { skipped: true };
  const ttl = ttlOf(request.automatic);
  if (target.block.mark === undefined) return { address: target.address, ttl, source: 'automatic' };
  if (ttlOf(target.block.mark) === ttl) return { skipped: true };
  return refuse(
    'the automatic cache_control and the cache_control of the last block have different ttl values',
    false,
    target.address,
  );
}

function canCarryMark(block: WireBlock): boolean {
  return !isThinking(block) && block.deferred !== true && !(block.type === 'text' && block.text === '');
}

function isServerToolResult(block: WireBlock): boolean {
  return block.type.endsWith('_tool_result') && block.type !== 'mcp_tool_result';
}

function placesOf(request: WireRequest): readonly Place[] {
  return [
    ...request.tools.map((block, index): Place => ({ block, address: { level: 'tools', index } })),
    ...request.system.map((block, index): Place => ({ block, address: { level: 'system', index } })),
    ...request.messages.flatMap(({ blocks }, message) =>
      blocks.map((block, index): Place => ({ block, address: { level: 'messages', message, index } })),
    ),
  ];
}

function inWireOrder(marks: readonly PlacedMark[], places: readonly Place[]): readonly PlacedMark[] {
  if (marks.length < 2) return marks;
  const order = marks.map((mark) => ({ mark, at: places.findIndex(({ address }) => isSame(address, mark.address)) }));
  return order.sort((a, b) => a.at - b.at).map(({ mark }) => mark);
}

export function isSame(a: BlockAddress, b: BlockAddress): boolean {
  return a.level === b.level && a.index === b.index && a.message === b.message;
}

function ttlOf(mark: WireMark): MarkTtl {
  return mark.ttl ?? '5m';
}

function refuse(message: string, isQuoted: boolean, address?: BlockAddress): ApiError {
  return {
    status: 400,
    type: 'invalid_request_error',
    message,
    isQuoted,
    ...(address === undefined ? {} : { address }),
  };
}
