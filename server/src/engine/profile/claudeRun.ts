// The run through caches that write at marks, simulated block by block.
import { type CatalogModel, simulatorSettingsOf } from '../catalog/index.ts';
import type { Level, Scenario } from '../model/index.ts';
import {
  agentGrowth,
  type BlockAddress,
  type CacheDiagnostics,
  simulateTimeline,
  type WireBlock,
  type WireMessage,
  type WireRequest,
} from '../simulator/index.ts';
import type { RunTick, SimulatedRun, TickMiss } from './profileRun.ts';
import { blockTokens, isRolling, type PlanBlock, type PromptPlan, tailTokens } from './promptPlan.ts';
import { resultTokens } from './resultTokens.ts';

export function claudeRun(plan: PromptPlan, model: CatalogModel, scenario: Scenario): SimulatedRun {
  const rolls = isRolling(plan);
  const rolling = plan.blocks.findLast(({ level }) => level === 'messages')?.mark;
  const requestOf = requests(plan, model, scenario);
  const first = requestOf(0);
  const timeline = simulateTimeline({
    request: first,
    ticks: scenario.ticks,
    gapSeconds: scenario.gapSeconds,
    grow: growthOf(plan, model, scenario),
    options: simulatorSettingsOf(model),
    change: (conversation, tick) => {
      // What is built anew for each tick is built anew here; what was appended since stays.
      const fresh = requestOf(tick);
      const messages = [...fresh.messages, ...conversation.messages.slice(fresh.messages.length)];
      return { ...fresh, messages: rolls && tick > 0 ? markedAtEnd(messages, markOf(rolling)) : messages };
    },
  });
  const indexes = blockIndexes(plan);
  return {
    ticks: timeline.ticks.map(({ usage, diagnostics }): RunTick => {
      const miss = missOf(diagnostics, indexes, plan.blocks.length);
      return miss === undefined ? { usage } : { usage, miss };
    }),
    ...(timeline.error === undefined ? {} : { refused: timeline.error.message }),
  };
}

function growthOf(
  { grows, growth }: PromptPlan,
  model: CatalogModel,
  scenario: Scenario,
): (tick: number) => readonly WireMessage[] {
  if (!grows) return () => [];
  if (growth === undefined) return agentGrowth(scenario.outputTokens, resultTokens(model, scenario));
  return (tick) => {
    const tokens = growth[tick - 1] ?? growth.at(-1) ?? 0;
    const answer = Math.min(tokens, scenario.outputTokens);
    return agentGrowth(answer, tokens - answer)(tick);
  };
}

/** The mark at the end of the conversation moves with it. */
function markedAtEnd(messages: readonly WireMessage[], mark: NonNullable<WireBlock['mark']>): readonly WireMessage[] {
  const end = messages.length - 1;
  return messages.map((message, index) => {
    const hasMark = message.blocks.some((block) => block.mark !== undefined);
    if (index !== end && !hasMark) return message;
    return {
      ...message,
      blocks: message.blocks.map((block, at): WireBlock => {
        const { mark: _, ...bare } = block;
        return index === end && at === message.blocks.length - 1 ? { ...bare, mark } : bare;
      }),
    };
  });
}

/** A block that stays the same is the same object on each tick and in each run: the simulator knows its hashes then. */
const wireBlocks = new WeakMap<PlanBlock, WireBlock>();

function requests(plan: PromptPlan, model: CatalogModel, scenario: Scenario): (tick: number) => WireRequest {
  const kept = plan.blocks.map((block, index) => (isRebuilt(plan, block) ? undefined : keptBlock(block, `${index}`)));
  return (tick) => {
    const tools: WireBlock[] = [];
    const system: WireBlock[] = [];
    const messages: { role: WireMessage['role']; blocks: WireBlock[] }[] = [];
    let last: number | undefined;
    for (const [index, block] of plan.blocks.entries()) {
      const wire = kept[index] ?? wireBlock(block, `${index}@${tick}`);
      if (block.level === 'tools') tools.push(wire);
      else if (block.level === 'system') system.push(wire);
      else {
        if (block.message === last) messages.at(-1)?.blocks.push(wire);
        else messages.push({ role: block.role === 'assistant' ? 'assistant' : 'user', blocks: [wire] });
        last = block.message;
      }
    }
    return {
      model: model.id,
      tools,
      system,
      params: {},
      messages,
      ...(plan.automatic === undefined ? {} : { automatic: markOf(plan.automatic) }),
      maxTokens: Math.max(1, scenario.outputTokens),
      outputTokens: scenario.outputTokens,
      overhead: { tail: tailTokens(plan) },
    };
  };
}

/** A message of a growing conversation was written once; that it differs between runs does not part its ticks. */
function isRebuilt({ grows }: PromptPlan, { level, segments }: PlanBlock): boolean {
  return !(grows && level === 'messages') && segments.some((segment) => segment.isRebuilt);
}

function keptBlock(block: PlanBlock, text: string): WireBlock {
  const known = wireBlocks.get(block);
  if (known?.text === text) return known;
  const wire = wireBlock(block, text);
  wireBlocks.set(block, wire);
  return wire;
}

/** The text stands for the block: two blocks with one text are the same to the cache. */
function wireBlock(block: PlanBlock, text: string): WireBlock {
  return {
    type: block.type,
    text,
    tokens: blockTokens(block),
    ...(block.name === undefined ? {} : { name: block.name }),
    ...(block.mark === undefined ? {} : { mark: markOf(block.mark) }),
  };
}

function markOf(mark: PlanBlock['mark']): NonNullable<WireBlock['mark']> {
  return mark?.ttl === '1h' ? { ttl: '1h' } : {};
}

/** Index of each block of the plan by its address on the wire. */
function blockIndexes({ blocks }: PromptPlan): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>();
  const next = { tools: 0, system: 0 };
  let message = -1;
  let inMessage = 0;
  let last: number | undefined;
  for (const [index, block] of blocks.entries()) {
    if (block.level !== 'messages') {
      indexes.set(addressKey({ level: block.level, index: next[block.level]++ }), index);
      continue;
    }
    if (block.message !== last) {
      message++;
      inMessage = 0;
      last = block.message;
    }
    indexes.set(addressKey({ level: 'messages', message, index: inMessage++ }), index);
  }
  return indexes;
}

function addressKey({ level, message, index }: BlockAddress): string {
  return `${level} ${message ?? ''} ${index}`;
}

const levelOfReason: Readonly<Partial<Record<string, Level>>> = {
  tools_changed: 'tools',
  system_changed: 'system',
  messages_changed: 'messages',
};

function missOf(
  { missReason }: CacheDiagnostics,
  indexes: ReadonlyMap<string, number>,
  blocks: number,
): TickMiss | undefined {
  if (missReason === undefined) return undefined;
  const level = levelOfReason[missReason.type];
  const address = 'address' in missReason ? missReason.address : undefined;
  return {
    reason: missReason.type,
    ...('cacheMissedInputTokens' in missReason ? { tokens: missReason.cacheMissedInputTokens } : {}),
    ...(address === undefined ? {} : { block: indexes.get(addressKey(address)) ?? blocks }),
    ...(level === undefined ? {} : { level }),
  };
}
