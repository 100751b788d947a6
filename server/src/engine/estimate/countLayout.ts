// Tokens of a request along its wire layout: each segment with its share of the structure that the provider adds.
import type { CatalogModel } from '../catalog/index.ts';
import type { Block, Layout, Piece, Request, Scenario, TokenCount } from '../model/index.ts';
import { countClaudeRequest } from './claudeTokens.ts';
import type {
  CountableMessage,
  CountablePart,
  CountableRequest,
  CountableTool,
  JsonValue,
} from './countableRequest.ts';
import { expectedSize } from './expectedSize.ts';
import { countOpenAiRequest } from './openaiTokens.ts';
import type { RequestTokens } from './requestTokens.ts';
import { noTokens, sumTokens } from './tokenCount.ts';
import type { TokenCounter } from './tokenCounter.ts';

export interface LayoutTokens {
  /** One for each segment of the layout. */
  readonly segments: readonly TokenCount[];
  /** What follows the last block: never part of a cached prefix. */
  readonly tail: TokenCount;
  readonly total: TokenCount;
}

export function countLayout(
  request: Request,
  layout: Layout,
  model: CatalogModel,
  counter: TokenCounter,
  scenario: Scenario,
): LayoutTokens {
  const tools = layout.blocks.filter((block) => block.level === 'tools');
  const system = layout.blocks.filter((block) => block.level === 'system');
  const messages = groupByMessage(layout.blocks.filter((block) => block.level === 'messages'));
  const countable: CountableRequest = {
    tools: tools.map(toTool),
    system: system.map((block) => literalOf(block.pieces)),
    messages: messages.map((blocks) => toMessage(blocks, model)),
    ...choices(request),
  };
  const counted = countWith(countable, model, counter, request.api === 'responses' ? 'responses' : 'chat');
  const ofBlock = new Map<Block, TokenCount>();
  tools.forEach((block, index) => {
    ofBlock.set(block, sumTokens([counted.tools[index] ?? noTokens, index === 0 ? counted.beforeTools : noTokens]));
  });
  system.forEach((block, index) => {
    ofBlock.set(block, counted.system[index] ?? noTokens);
  });
  messages.forEach((blocks, index) => {
    const lead = index === 0 ? counted.beforeMessages : noTokens;
    const whole = sumTokens([counted.messages[index] ?? noTokens, lead]);
    const shares = split(
      whole,
      blocks.map((block) => literalOf(block.pieces).length),
    );
    blocks.forEach((block, at) => {
      ofBlock.set(block, shares[at] ?? noTokens);
    });
  });
  const segments = new Array<TokenCount>(layout.segments.length).fill(noTokens);
  const unknown = layout.segments.map((segment) => expectedSize(segment, scenario)?.count ?? noTokens);
  layout.blocks.forEach((block, index) => {
    const own = layout.segments.filter((segment) => segment.block === index);
    const shares = split(
      ofBlock.get(block) ?? noTokens,
      own.map((segment) => literalOf(segment.pieces).length),
    );
    own.forEach((segment, at) => {
      segments[segment.index] = sumTokens([shares[at] ?? noTokens, unknown[segment.index] ?? noTokens]);
    });
  });
  return { segments, tail: counted.tail, total: sumTokens([counted.total, ...unknown]) };
}

function countWith(
  request: CountableRequest,
  model: CatalogModel,
  counter: TokenCounter,
  api: 'chat' | 'responses',
): RequestTokens {
  return model.format.startsWith('claude')
    ? countClaudeRequest(request, model, counter)
    : countOpenAiRequest(request, model, counter, api);
}

function choices(request: Request): Pick<CountableRequest, 'toolChoice' | 'forcedTool' | 'thinking'> {
  const choice = fieldText(request, 'tool_choice', 'type');
  const forcedTool = choice === 'tool' ? fieldText(request, 'tool_choice', 'name') : undefined;
  const thinking = fieldText(request, 'thinking', 'type');
  return {
    ...(choice === 'any' || choice === 'tool' || choice === 'required' ? { toolChoice: 'forced' as const } : {}),
    ...(forcedTool === undefined ? {} : { forcedTool }),
    ...(thinking === 'enabled' || thinking === 'adaptive' ? { thinking } : {}),
  };
}

function fieldText(request: Request, param: string, field: string): string | undefined {
  const value = request.params.get(param)?.value;
  const inner = value?.kind === 'record' ? value.fields.find((one) => one.key === field)?.value : value;
  return inner?.kind === 'text' ? literalOf(inner.pieces) : undefined;
}

/** Tokens of an image whose size is not in the source: one of a million pixels. */
function imageTokensOf({ format, provider }: CatalogModel): number {
  if (format.startsWith('claude')) return 1_600;
  if (provider === 'google') return 1_120;
  return format === 'openai-gpt-5' ? 630 : 765;
}

function groupByMessage(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  let last: number | undefined;
  for (const block of blocks) {
    if (block.message === last) groups.at(-1)?.push(block);
    else groups.push([block]);
    last = block.message;
  }
  return groups;
}

function toMessage(blocks: readonly Block[], model: CatalogModel): CountableMessage {
  const role = blocks[0]?.role ?? 'user';
  return { role: role === 'unknown' ? 'user' : role, parts: blocks.map((block) => toPart(block, model)) };
}

function toPart(block: Block, model: CatalogModel): CountablePart {
  const text = literalOf(block.pieces);
  switch (block.type) {
    case 'tool_result':
      return { kind: 'toolResult', text };
    case 'tool_use':
      return { kind: 'toolUse', name: block.name ?? '', input: text };
    case 'image':
    case 'document':
      return { kind: 'fixed', tokens: imageTokensOf(model), isAssumed: true };
    default:
      return { kind: 'text', text };
  }
}

/** The definition as the provider counts it; what is no JSON is counted as it stands. */
function toTool(block: Block): CountableTool {
  const json = block.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : jsonHole(piece))).join('');
  const fallback: CountableTool = { name: block.name ?? '', schema: json };
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return fallback;
    const { name, description, input_schema: schema } = parsed as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name : (block.name ?? ''),
      ...(typeof description === 'string' ? { description } : {}),
      schema: (schema ?? {}) as JsonValue,
    };
  } catch {
    return fallback;
  }
}

/** Holes stand bare in the JSON text when they are whole values. */
function jsonHole(piece: Piece): string {
  return piece.kind === 'choice' ? literalOf(piece.options[0] ?? []) || '""' : '""';
}

function literalOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      piece.kind === 'literal' ? piece.text : piece.kind === 'choice' ? longestOption(piece.options) : '',
    )
    .join('');
}

function longestOption(options: readonly (readonly Piece[])[]): string {
  return options.map(literalOf).reduce((best, one) => (one.length > best.length ? one : best), '');
}

/** Parts in proportion to their weights that add up to the whole. */
function split(whole: TokenCount, weights: readonly number[]): readonly TokenCount[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let weighed = 0;
  let before: TokenCount = noTokens;
  return weights.map((weight, index) => {
    weighed += weight;
    const share = index === weights.length - 1 ? 1 : sum === 0 ? 0 : weighed / sum;
    const upTo = { tokens: Math.round(whole.tokens * share), low: whole.low * share, high: whole.high * share };
    const part: TokenCount = {
      tokens: upTo.tokens - before.tokens,
      low: Math.floor(upTo.low - before.low),
      high: Math.ceil(upTo.high - before.high),
      method: whole.method,
    };
    before = { ...upTo, method: whole.method };
    return part;
  });
}
