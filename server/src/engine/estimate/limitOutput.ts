// What a tick of a request is expected to answer: the scenario's output, reasoning included, cut to the request's own limits.
import type { CatalogModel } from '../catalog/index.ts';
import type { Request, Scenario, Value } from '../model/index.ts';

/** What a request itself says of the length of its answer. Tokens. */
export interface OutputLimits {
  /** The smallest limit that is a literal in the source. */
  readonly limit?: number;
  /** It thinks before it answers: asked for, ruled out, or as its model is used to. */
  readonly thinks: 'yes' | 'no' | 'by-model';
  /** Most tokens of thinking. */
  readonly budget?: number;
}

const limitNames = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];

export function outputLimitsOf(request: Pick<Request, 'params'>): OutputLimits {
  const limits = limitNames
    .map((name) => numberOf(request, name))
    .filter((limit) => limit !== undefined)
    .filter((limit) => limit > 0);
  return { ...thinkingOf(request), ...(limits.length === 0 ? {} : { limit: Math.min(...limits) }) };
}

/**
 * The scenario with `outputTokens` as they are billed: what the model writes and, where it thinks first, what it thinks. Both are cut
 * to the limits. `reasoningTokens` is the part that is thought.
 */
export function limitOutput(
  { limit, thinks, budget }: OutputLimits,
  scenario: Scenario,
  model?: Pick<CatalogModel, 'reasons'>,
): Scenario {
  const isThinking = thinks === 'yes' || (thinks === 'by-model' && model?.reasons === true);
  const reasoning = isThinking ? Math.min(scenario.reasoningTokens, budget ?? scenario.reasoningTokens) : 0;
  const outputTokens = Math.min(scenario.outputTokens + reasoning, limit ?? Number.POSITIVE_INFINITY);
  const reasoningTokens = Math.min(
    reasoning,
    Math.max(0, outputTokens - Math.min(scenario.outputTokens, outputTokens)),
  );
  if (outputTokens === scenario.outputTokens && reasoningTokens === scenario.reasoningTokens) return scenario;
  return { ...scenario, outputTokens, reasoningTokens };
}

/** Efforts at which a model answers at once. */
const noEffort: ReadonlySet<string> = new Set(['none', 'minimal']);

function thinkingOf({ params }: Pick<Request, 'params'>): Pick<OutputLimits, 'thinks' | 'budget'> {
  const thinking = params.get('thinking');
  const kind = thinking?.presence === 'always' ? textIn(thinking.value, 'type') : undefined;
  if (kind === 'disabled') return { thinks: 'no' };
  const budget = thinking === undefined ? undefined : numberIn(thinking.value, 'budget_tokens');
  if (kind !== undefined) return { thinks: 'yes', ...(budget === undefined ? {} : { budget }) };
  const effort = textIn(params.get('reasoning_effort')?.value) ?? textIn(params.get('reasoning')?.value, 'effort');
  if (effort !== undefined) return { thinks: noEffort.has(effort) ? 'no' : 'yes' };
  return { thinks: 'by-model' };
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
