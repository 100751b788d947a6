// The run through OpenAI's caches, segment by segment.
import type { CatalogModel, OpenAiSimulatorSettings } from '../catalog/index.ts';
import type { Level, Scenario } from '../model/index.ts';
import {
  emptyOpenAiCache,
  type OpenAiAddress,
  type OpenAiDiagnostics,
  type OpenAiMessage,
  type OpenAiPart,
  type OpenAiState,
  type OpenAiWireRequest,
  simulateOpenAi,
} from '../simulator/index.ts';
import type { RunTick, SimulatedRun, TickMiss } from './profileRun.ts';
import { type PlanBlock, type PromptPlan, tailTokens } from './promptPlan.ts';

/** Best-effort caches are taken to hit whenever they can. */
export function openAiRun(
  plan: PromptPlan,
  model: CatalogModel,
  scenario: Scenario,
  settings: OpenAiSimulatorSettings,
): SimulatedRun {
  const ticks: RunTick[] = [];
  const appended: OpenAiMessage[] = [];
  let state: OpenAiState = emptyOpenAiCache;
  const places = placesOf(plan);
  for (let tick = 0; tick < scenario.ticks; tick++) {
    if (tick > 0 && plan.grows) appended.push(...turnBefore(tick, plan, scenario));
    const request = requestOf(plan, model, scenario, tick, appended);
    // Segments stand for texts: two of them share all of their bytes or none.
    const options = { ...settings, matchInsideParts: false };
    const result = simulateOpenAi(state, request, tick * scenario.gapSeconds * 1000, options);
    state = result.state;
    const miss = missOf(result.diagnostics, places);
    ticks.push(miss === undefined ? { usage: result.usage } : { usage: result.usage, miss });
  }
  return { ticks };
}

function turnBefore(
  tick: number,
  { growth }: PromptPlan,
  { outputTokens, toolResultTokens }: Scenario,
): readonly OpenAiMessage[] {
  if (growth !== undefined) {
    const tokens = growth[tick - 1] ?? growth.at(-1) ?? 0;
    return [{ role: 'tool', parts: [{ type: 'text', text: `appended ${tick}`, tokens }] }];
  }
  return [
    { role: 'assistant', parts: [{ type: 'function_call', text: `call ${tick}`, tokens: outputTokens }] },
    { role: 'tool', parts: [{ type: 'text', text: `result ${tick}`, tokens: toolResultTokens }] },
  ];
}

function requestOf(
  plan: PromptPlan,
  model: CatalogModel,
  scenario: Scenario,
  tick: number,
  appended: readonly OpenAiMessage[],
): OpenAiWireRequest {
  const tools: OpenAiPart[] = [];
  const messages: { role: OpenAiMessage['role']; message: number; parts: OpenAiPart[] }[] = [];
  let number = 0;
  for (const block of plan.blocks) {
    const parts = block.segments.map((segment, at): OpenAiPart => {
      // A message of a growing conversation was written once; that it differs between runs does not part its ticks.
      const isRebuilt = segment.isRebuilt && !(plan.grows && block.level === 'messages');
      const isMarked = at === block.segments.length - 1 && block.mark !== undefined;
      return {
        type: 'text',
        text: `${number++}${isRebuilt ? `@${tick}` : ''}`,
        tokens: segment.tokens,
        ...(isMarked ? { breakpoint: {} } : {}),
      };
    });
    const last = messages.at(-1);
    if (block.level === 'tools') tools.push(...parts);
    else if (last !== undefined && last.message === block.message && block.level === 'messages') {
      last.parts.push(...parts);
    } else messages.push({ role: roleOf(block), message: block.message, parts });
  }
  return {
    model: model.id,
    tools,
    params: {},
    messages: [...messages, ...appended],
    ...(plan.cacheMode === undefined ? {} : { cache: { mode: plan.cacheMode } }),
    outputTokens: scenario.outputTokens,
    overhead: { tail: tailTokens(plan) },
  };
}

function roleOf({ level, role }: PlanBlock): OpenAiMessage['role'] {
  if (level === 'system' || role === 'system' || role === 'developer') return 'developer';
  return role === 'assistant' || role === 'tool' ? role : 'user';
}

interface Place {
  readonly block: number;
  readonly level: Level;
}

/** The plan's block of each part of the prompt, by its address on the wire. */
function placesOf({ blocks }: PromptPlan): (address: OpenAiAddress) => Place {
  const places = new Map<string, Place>();
  let tools = 0;
  let message = -1;
  let part = 0;
  let last: number | undefined;
  for (const [block, { level, message: own, segments }] of blocks.entries()) {
    if (level === 'tools') {
      for (const _ of segments) places.set(`tools ${tools++}`, { block, level });
      continue;
    }
    if (level === 'system' || own !== last) {
      message++;
      part = 0;
    }
    last = level === 'system' ? undefined : own;
    for (const _ of segments) places.set(`${message} ${part++}`, { block, level });
  }
  return (address) =>
    places.get(`${address.message ?? 'tools'} ${address.index}`) ?? { block: blocks.length, level: 'messages' };
}

function missOf({ missReason }: OpenAiDiagnostics, placeOf: (address: OpenAiAddress) => Place): TickMiss | undefined {
  if (missReason === undefined) return undefined;
  const address = 'address' in missReason ? missReason.address : undefined;
  return {
    reason: missReason.type,
    ...('cacheMissedTokens' in missReason ? { tokens: missReason.cacheMissedTokens } : {}),
    ...(missReason.type === 'tools_changed' ? { level: 'tools' } : {}),
    ...(address === undefined ? {} : placeOf(address)),
  };
}
