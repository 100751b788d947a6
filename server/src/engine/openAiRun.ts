// The run of one call to an OpenAI model through its simulated cache, segment by segment.
import type { CatalogModel, OpenAiSimulatorSettings } from './catalog/index.ts';
import {
  type AnalyzedCall,
  type Block,
  changesAtLeast,
  type Scenario,
  type Segment,
  type TickUsage,
  type Value,
} from './model/index.ts';
import { changesForSure } from './segments/index.ts';
import {
  emptyOpenAiCache,
  type OpenAiMessage,
  type OpenAiPart,
  type OpenAiState,
  type OpenAiWireRequest,
  simulateOpenAi,
} from './simulator/index.ts';

export interface OpenAiRunInput {
  readonly call: AnalyzedCall;
  readonly model: CatalogModel;
  readonly settings: OpenAiSimulatorSettings;
  readonly scenario: Scenario;
  /** The conversation grows from tick to tick. */
  readonly grows: boolean;
}

/** What each tick is billed. Best-effort caches are taken to hit whenever they can. */
export function openAiRun(input: OpenAiRunInput): readonly TickUsage[] {
  const { scenario, settings, grows } = input;
  const usages: TickUsage[] = [];
  const appended: OpenAiMessage[] = [];
  let state: OpenAiState = emptyOpenAiCache;
  for (let tick = 0; tick < scenario.ticks; tick++) {
    if (tick > 0 && grows) appended.push(...agentTurn(tick, scenario));
    const request = requestOf(input, tick, appended);
    // Segments stand for texts: two of them share all of their bytes or none.
    const options = { ...settings, matchInsideParts: false };
    const result = simulateOpenAi(state, request, tick * scenario.gapSeconds * 1000, options);
    state = result.state;
    usages.push(result.usage);
  }
  return usages;
}

function agentTurn(tick: number, { outputTokens, toolResultTokens }: Scenario): readonly OpenAiMessage[] {
  return [
    { role: 'assistant', parts: [{ type: 'function_call', text: `call ${tick}`, tokens: outputTokens }] },
    { role: 'tool', parts: [{ type: 'text', text: `result ${tick}`, tokens: toolResultTokens }] },
  ];
}

function requestOf(input: OpenAiRunInput, tick: number, appended: readonly OpenAiMessage[]): OpenAiWireRequest {
  const { call: analyzed, model, scenario } = input;
  const { call, layout, estimate } = analyzed;
  const tools: OpenAiPart[] = [];
  const messages: { role: OpenAiMessage['role']; message: number; parts: OpenAiPart[] }[] = [];
  for (const [index, block] of layout.blocks.entries()) {
    const parts = layout.segments
      .filter((segment) => segment.block === index)
      .map((segment) => partOf(segment, input, tick));
    const marked = parts.map((part, at) =>
      at === parts.length - 1 && block.mark !== undefined && !block.mark.automatic ? { ...part, breakpoint: {} } : part,
    );
    if (block.level === 'tools') tools.push(...marked);
    else {
      const last = messages.at(-1);
      if (last !== undefined && last.message === block.message && block.level === 'messages')
        last.parts.push(...marked);
      else messages.push({ role: roleOf(block), message: block.message, parts: marked });
    }
  }
  const counted = estimate.segments.reduce((sum, { tokens }) => sum + tokens, 0);
  const mode = cacheModeOf(call.request.params.get('prompt_cache_options')?.value);
  return {
    model: model.id,
    tools,
    params: {},
    messages: [...messages, ...appended],
    ...(mode === undefined ? {} : { cache: { mode } }),
    outputTokens: scenario.outputTokens,
    overhead: { tail: Math.max(0, estimate.input.tokens - counted) },
  };
}

/** The same text while the segment is the same, another on each tick when it is known to change. */
function partOf(segment: Segment, { call: { estimate }, grows }: OpenAiRunInput, tick: number): OpenAiPart {
  const moves = changesForSure(segment.volatility) && changesAtLeast(segment.volatility, 'call');
  // A message of a growing conversation was written once; that it differs between runs does not part its ticks.
  const isRebuilt = moves && !(grows && segment.level === 'messages');
  return {
    type: 'text',
    text: `${segment.index}${isRebuilt ? `@${tick}` : ''}`,
    tokens: estimate.segments[segment.index]?.tokens ?? 0,
  };
}

function roleOf({ level, role }: Block): OpenAiMessage['role'] {
  if (level === 'system' || role === 'system' || role === 'developer') return 'developer';
  return role === 'assistant' || role === 'tool' ? role : 'user';
}

function cacheModeOf(value: Value | undefined): 'implicit' | 'explicit' | undefined {
  const mode = value?.kind === 'record' ? value.fields.find(({ key }) => key === 'mode')?.value : undefined;
  const [piece] = mode?.kind === 'text' ? mode.pieces : [];
  const text = piece?.kind === 'literal' ? piece.text : undefined;
  return text === 'explicit' || text === 'implicit' ? text : undefined;
}
