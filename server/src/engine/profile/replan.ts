// Changes the plan of a run as a user plays with it: other marks, another lifetime, tools that differ on each tick.
import type { PlanBlock, PlanMark, PromptPlan } from './promptPlan.ts';

export interface PlanChange {
  /** Index of the block behind which each mark stands. Left out: the marks of the source. */
  readonly marks?: readonly (PlanMark & { readonly block: number })[];
  /** Another lifetime for every mark. */
  readonly ttl?: '5m' | '1h';
  /** Top-level automatic caching; false switches it off. */
  readonly automatic?: PlanMark | false;
  /** The tool list differs on each tick. */
  readonly toolsChange?: boolean;
}

export function replan(plan: PromptPlan, { marks, ttl, automatic, toolsChange }: PlanChange): PromptPlan {
  const byBlock = marks === undefined ? undefined : new Map(marks.map(({ block, ...mark }) => [block, mark]));
  const { automatic: own, ...rest } = plan;
  const moving = automatic === false ? undefined : (automatic ?? own);
  return {
    ...rest,
    ...(moving === undefined ? {} : { automatic: withTtl(moving, ttl) }),
    blocks: plan.blocks.map((block, index): PlanBlock => {
      const { mark: written, ...bare } = block;
      const wanted = byBlock === undefined ? written : byBlock.get(index);
      const mark = wanted && withTtl(wanted, ttl);
      const isChanging = toolsChange === true && block.level === 'tools';
      // What stays the same stays the same object: its hash is known.
      if (!isChanging && mark?.ttl === written?.ttl && (mark === undefined) === (written === undefined)) return block;
      const segments = isChanging ? block.segments.map((segment) => ({ ...segment, isRebuilt: true })) : block.segments;
      return { ...bare, segments, ...(mark === undefined ? {} : { mark }) };
    }),
  };
}

function withTtl(mark: PlanMark, ttl: PlanChange['ttl']): PlanMark {
  return ttl === undefined ? mark : { ...mark, ttl };
}
