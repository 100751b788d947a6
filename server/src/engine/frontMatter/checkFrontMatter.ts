// Says what is wrong in the front matter of a prompt file: models that are not known, values that the provider refuses.
import { type Catalog, type CatalogModel, type ResolvedModel, resolveModel } from '../catalog/index.ts';
import type { DataEntry, PromptFile } from '../prompts/index.ts';
import type { Span } from '../text/index.ts';
import { factsAt } from './factsAt.ts';
import type { ParameterFacts } from './parameterFacts.ts';

export interface FrontMatterProblem {
  readonly span: Span;
  readonly severity: 'warning' | 'information' | 'hint';
  readonly message: string;
}

export function checkFrontMatter(file: PromptFile, catalog: Catalog): readonly FrontMatterProblem[] {
  const name = file.prompts[0]?.model;
  const model = name && resolveModel(name.name, catalog);
  const broken = file.problems
    .filter(({ span }) => span.start < (file.frontMatter?.span.end ?? 0))
    .map(({ span, message }): FrontMatterProblem => ({ span, severity: 'warning', message }));
  return [
    ...broken,
    ...factsAt(file).flatMap(({ entry, facts, parameter, siblings }): readonly FrontMatterProblem[] => {
      if (parameter !== undefined) return checkParameter(parameter, entry, model);
      if (siblings !== undefined && !siblings.includes(entry.key)) return [unknownKey(entry, siblings)];
      if (facts?.values !== undefined) return checkChoice(entry, facts.values);
      if (facts?.model === true) return checkModel(entry, catalog);
      return [];
    }),
  ];
}

function unknownKey({ key, keySpan }: DataEntry, siblings: readonly string[]): FrontMatterProblem {
  const meant = siblings.find((known) => isNear(key, known));
  const advice = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
  return { span: keySpan, severity: 'hint', message: `\`${key}\` is no key of this format.${advice}` };
}

function checkChoice({ key, value }: DataEntry, values: readonly string[]): readonly FrontMatterProblem[] {
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || isFilledLater(value.value)) return [];
  if (values.includes(value.value)) return [];
  return [{ span: value.span, severity: 'hint', message: `\`${key}\` is usually one of ${listOf(values)}.` }];
}

/** A deployment can have any name: what is not known has no price, which is no mistake. */
function checkModel({ value }: DataEntry, catalog: Catalog): readonly FrontMatterProblem[] {
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.value === '' || isFilledLater(value.value))
    return [];
  const model = resolveModel(value.value, catalog);
  // What stands in front of a slash may be a registry of its own.
  if (model === undefined && value.value.includes('/')) return [];
  if (model === undefined)
    return [
      {
        span: value.span,
        severity: 'information',
        message: `No prices or limits are known for \`${value.value}\`: the prompt is shown with tokens only. Name the model it is like in \`hitrate.models\`.`,
      },
    ];
  if (model.status !== 'retired') return [];
  const { id, source, checkedOn } = model;
  return [
    { span: value.span, severity: 'warning', message: `\`${id}\` is retired (${source}, checked on ${checkedOn}).` },
  ];
}

function checkParameter(
  { name, type, minimum, maximum, values }: ParameterFacts,
  { key, value }: DataEntry,
  model: ResolvedModel | undefined,
): readonly FrontMatterProblem[] {
  const { span } = value;
  const problem = (message: string): readonly FrontMatterProblem[] => [{ span, severity: 'warning', message }];
  if (value.kind === 'scalar' && typeof value.value === 'string' && isFilledLater(value.value)) return [];
  const refused = model && refusal(name, value, model);
  if (refused !== undefined) return problem(refused);
  if (name === 'thinking') return budgetOf(value).flatMap((budget) => checkBudget(budget, model));
  if (type === 'number' || type === 'integer') {
    // `max_tokens:` without a value is not set.
    if (value.kind === 'scalar' && value.value === null) return [];
    if (value.kind !== 'scalar' || typeof value.value !== 'number') return problem(`\`${key}\` is a number.`);
    if (type === 'integer' && !Number.isInteger(value.value)) return problem(`\`${key}\` is a whole number.`);
    const highest = name === 'temperature' && model?.provider === 'anthropic' ? 1 : maximum;
    if (minimum !== undefined && value.value < minimum) return problem(`\`${key}\` is at least ${minimum}.`);
    if (highest !== undefined && value.value > highest)
      return problem(`\`${key}\` is at most ${highest}${model === undefined ? '' : ` for ${model.id}`}.`);
    if (name === 'max_tokens' && model?.maxOutput !== undefined && value.value > model.maxOutput)
      return problem(
        `${model.id} writes at most ${group(model.maxOutput)} tokens (${model.source}, checked on ${model.checkedOn}).`,
      );
    return [];
  }
  if (
    values !== undefined &&
    value.kind === 'scalar' &&
    typeof value.value === 'string' &&
    !values.includes(value.value)
  )
    return problem(`\`${key}\` is one of ${listOf(values)}.`);
  return [];
}

/** Why the model refuses the parameter, where a source says so. */
function refusal(name: string, value: DataEntry['value'], model: CatalogModel): string | undefined {
  const { id, source, checkedOn } = model;
  const said = `(${source}, checked on ${checkedOn})`;
  if (name === 'temperature' && model.temperature === false) {
    // The default is taken.
    if (value.kind === 'scalar' && value.value === 1) return undefined;
    return `${id} takes no other temperature than 1: the request is refused ${said}.`;
  }
  if (name === 'reasoning_effort' && neverReasons(model)) return `${id} does not reason: it takes no effort ${said}.`;
  return undefined;
}

/** OpenAI's models either take a temperature or reason; of those that do both on demand the catalog says neither. */
function neverReasons({ provider, temperature, reasons }: CatalogModel): boolean {
  return provider === 'openai' && temperature === true && reasons !== true;
}

function budgetOf(value: DataEntry['value']): readonly { readonly tokens: number; readonly span: Span }[] {
  if (value.kind !== 'record') return [];
  return value.entries.flatMap(({ key, value: budget }) =>
    /^(?:budget_tokens|budgetTokens)$/.test(key) && budget.kind === 'scalar' && typeof budget.value === 'number'
      ? [{ tokens: budget.value, span: budget.span }]
      : [],
  );
}

function checkBudget(
  { tokens, span }: { readonly tokens: number; readonly span: Span },
  model: ResolvedModel | undefined,
): readonly FrontMatterProblem[] {
  if (model?.provider !== 'anthropic' || tokens >= 1_024) return [];
  return [{ span, severity: 'warning', message: `${model.id} thinks with 1,024 tokens at least.` }];
}

/** `${env:KEY}`, `{{ temperature }}` */
function isFilledLater(text: string): boolean {
  return /\$\{|\{\{|\{%/.test(text);
}

function listOf(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}

function group(tokens: number): string {
  return tokens.toLocaleString('en-US');
}

/** One letter more, less or other, two that changed places, or another way to join words. */
function isNear(written: string, known: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[-_]/g, '');
  const [one, other] = [plain(written), plain(known)];
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > 1 || one.length < 3) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
