// The same prompt and the same run on other models.
import {
  type CatalogModel,
  type Money,
  type PlanChange,
  type PromptPlan,
  profileRun,
  replan,
  type Scenario,
  unpack,
} from '../../../server/src/engine/profile/index.ts';
import type { ComparedModels } from '../../../server/src/protocol/index.ts';
import { figuresOf } from './figures.ts';

export interface CompareRow {
  readonly id: string;
  readonly provider: string;
  readonly inputTokens: number;
  readonly cold: Money | undefined;
  readonly warm: Money | undefined;
  readonly run: Money | undefined;
  readonly uncachedRun: Money | undefined;
  readonly runRate: number | undefined;
}

/** Cheapest run first; models without a price last. */
export function compareRows(
  { plans, models }: ComparedModels,
  change: PlanChange,
  scenario: Scenario,
): readonly CompareRow[] {
  const counted = plans.map((plan) => replan(unpack<PromptPlan>(plan), change));
  const rows = models.flatMap(({ packed, id, provider, plan: index }): CompareRow[] => {
    const plan = counted[index];
    if (plan === undefined) return [];
    const model = unpack<CatalogModel>(packed);
    const { cold, warm, run, uncachedRun, runRate } = figuresOf(
      plan,
      scenario,
      model,
      profileRun(plan, scenario, model),
    );
    return [{ id, provider, inputTokens: plan.inputTokens, cold, warm, run, uncachedRun, runRate }];
  });
  return rows.sort(byRun);
}

function byRun(a: CompareRow, b: CompareRow): number {
  if (a.run === b.run) return a.id < b.id ? -1 : 1;
  if (a.run === undefined) return 1;
  return b.run === undefined || a.run < b.run ? -1 : 1;
}
