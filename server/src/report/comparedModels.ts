// The models that a prompt can be compared across, in the form that the profiler page takes.
import { type AnalyzedCall, type Engine, pack, type Scenario } from '../engine/index.ts';
import type { ComparedModels } from '../protocol/index.ts';

/** Null without a model to start from. */
export function comparedModels(engine: Engine, call: AnalyzedCall, scenario: Scenario): ComparedModels | null {
  const compared = engine.compareModels(call, scenario);
  if (compared === undefined) return null;
  return {
    plans: compared.plans.map((plan) => pack(plan)),
    models: compared.models.map(({ model, plan }) => ({
      packed: pack(model),
      id: model.id,
      provider: model.provider,
      plan,
    })),
  };
}
