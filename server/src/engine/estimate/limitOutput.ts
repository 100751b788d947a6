// What a tick of a request is expected to answer: the scenario's output, reasoning included, cut to the request's own limits.
import type { CatalogModel } from '../catalog/index.ts';
import type { Request, Scenario, Value } from '../model/index.ts';

const limitNames = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];

/**
 * The scenario with `outputTokens` as they are billed: what the model writes and, where it thinks first, what it thinks. Both are cut
 * to the smallest limit that is a literal in the source. `reasoningTokens` is the part that is thought.
 */
export function limitOutput(
  request: Pick<Request, 'params'>,
  scenario: Scenario,
  model?: Pick<CatalogModel, 'reasons'>,
): Scenario {
  const reasoning = reasoningOf(request, scenario, model);
  let outputTokens = scenario.outputTokens + reasoning;
  for (const name of limitNames) {
    const limit = numberOf(request, name);
    if (limit !== undefined && limit > 0) outputTokens = Math.min(outputTokens, limit);
  }
  const reasoningTokens = Math.min(
    reasoning,
    Math.max(0, outputTokens - Math.min(scenario.outputTokens, outputTokens)),
  );
  if (outputTokens === scenario.outputTokens && reasoningTokens === scenario.reasoningTokens) return scenario;
  return { ...scenario, outputTokens, reasoningTokens };
}

/** Efforts at which a model answers at once. */
const noEffort: ReadonlySet<string> = new Set(['none', 'minimal']);

/** 0 where nothing says that the model thinks: thinking is asked for, or its effort is, or the model always does. */
function reasoningOf(
  request: Pick<Request, 'params'>,
  scenario: Scenario,
  model: Pick<CatalogModel, 'reasons'> | undefined,
): number {
  const { params } = request;
  const thinking = params.get('thinking');
  const kind = thinking?.presence === 'always' ? textIn(thinking.value, 'type') : undefined;
  if (kind === 'disabled') return 0;
  const budget = thinking === undefined ? undefined : numberIn(thinking.value, 'budget_tokens');
  if (kind !== undefined) return Math.min(scenario.reasoningTokens, budget ?? scenario.reasoningTokens);
  const effort = textIn(params.get('reasoning_effort')?.value) ?? textIn(params.get('reasoning')?.value, 'effort');
  if (effort !== undefined) return noEffort.has(effort) ? 0 : scenario.reasoningTokens;
  return model?.reasons === true ? scenario.reasoningTokens : 0;
}

function numberOf({ params }: Pick<Request, 'params'>, name: string): number | undefined {
  const param = params.get(name);
  if (param?.presence !== 'always' || param.value.kind !== 'scalar') return undefined;
  return typeof param.value.value === 'number' ? param.value.value : undefined;
}

function fieldIn(value: Value | undefined, field: string | undefined): Value | undefined {
  if (field === undefined) return value;
  return value?.kind === 'record' ? value.fields.find(({ key }) => key === field)?.value : undefined;
}

function textIn(value: Value | undefined, field?: string): string | undefined {
  const inner = fieldIn(value, field);
  const piece = inner?.kind === 'text' && inner.pieces.length === 1 ? inner.pieces[0] : undefined;
  return piece?.kind === 'literal' ? piece.text : undefined;
}

function numberIn(value: Value, field: string): number | undefined {
  const inner = fieldIn(value, field);
  return inner?.kind === 'scalar' && typeof inner.value === 'number' ? inner.value : undefined;
}
