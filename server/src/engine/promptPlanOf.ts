// Makes the plan of a simulated run from an analysed call.
import { outputLimitsOf, serviceOf } from './estimate/index.ts';
import { type AnalyzedCall, type Block, changesAtLeast, type Segment, type Value } from './model/index.ts';
import type { PlanBlock, PlanMark, PromptPlan } from './profile/index.ts';
import { changesForSure } from './segments/index.ts';

export function promptPlanOf({ call, layout, estimate }: AnalyzedCall): PromptPlan {
  const { history, request } = call;
  const cacheMode = cacheModeOf(request.params.get('prompt_cache_options')?.value);
  const segments = layout.blocks.map((): Segment[] => []);
  for (const segment of layout.segments) segments[segment.block]?.push(segment);
  return {
    blocks: layout.blocks.map(
      (block, index): PlanBlock => ({
        level: block.level,
        role: block.role,
        type: block.type,
        ...(block.name === undefined ? {} : { name: block.name }),
        message: block.message,
        segments: (segments[index] ?? []).map((segment) => ({
          tokens: estimate.segments[segment.index]?.tokens ?? 0,
          isRebuilt: changesForSure(segment.volatility) && changesAtLeast(segment.volatility, 'call'),
        })),
        ...(block.mark === undefined || block.mark.automatic ? {} : { mark: markOf(block.mark) }),
      }),
    ),
    inputTokens: estimate.input.tokens,
    cachedTokens: estimate.cachedPrefix.tokens,
    isStable: layout.firstVolatile === undefined,
    grows: history.kind === 'appended' || history.kind === 'conversation' || request.innerLoop !== undefined,
    ...(request.cacheMode === 'rolling' ? { automatic: automaticMark(layout.blocks) } : {}),
    ...(cacheMode === undefined ? {} : { cacheMode }),
    service: serviceOf(request),
    output: outputLimitsOf(request),
  };
}

function automaticMark(blocks: readonly Block[]): PlanMark {
  const mark = blocks.findLast((block) => block.mark?.automatic)?.mark;
  return mark === undefined ? {} : markOf(mark);
}

function markOf({ ttl }: NonNullable<Block['mark']>): PlanMark {
  return ttl === 'unknown' ? {} : { ttl };
}

function cacheModeOf(value: Value | undefined): PromptPlan['cacheMode'] {
  const mode = value?.kind === 'record' ? value.fields.find(({ key }) => key === 'mode')?.value : undefined;
  const [piece] = mode?.kind === 'text' ? mode.pieces : [];
  const text = piece?.kind === 'literal' ? piece.text : undefined;
  return text === 'explicit' || text === 'implicit' ? text : undefined;
}
