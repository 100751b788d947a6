// Explains what stands at a place in the front matter of a prompt file: a model, a parameter or a key.
import { type Catalog, type CatalogModel, effectOfChange, resolveModel } from '../catalog/index.ts';
import type { PromptFile } from '../prompts/index.ts';
import type { Span } from '../text/index.ts';
import { factsAt, type KnownEntry } from './factsAt.ts';
import type { ParameterFacts } from './parameterFacts.ts';

export interface FrontMatterText {
  readonly span: Span;
  /** Markdown; one paragraph each. */
  readonly paragraphs: readonly string[];
}

/** `pricesOf` says the prices and limits of a model, each with source and date. */
export function describeFrontMatter(
  file: PromptFile,
  offset: number,
  catalog: Catalog,
  pricesOf: (model: string) => readonly string[],
): FrontMatterText | undefined {
  const name = file.prompts[0]?.model;
  const model = name && resolveModel(name.name, catalog);
  const touches = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  // A model's name can stand where the format has another key than its own.
  if (
    name !== undefined &&
    file.frontMatter !== undefined &&
    touches(name.span) &&
    name.span.end <= file.frontMatter.span.end
  )
    return { span: name.span, paragraphs: modelText(name.name, pricesOf(name.name)) };
  const at = factsAt(file).findLast(
    ({ entry }) => touches(entry.keySpan) || (entry.value.kind === 'scalar' && touches(entry.value.span)),
  );
  if (at === undefined) return undefined;
  const paragraphs = entryText(at, model);
  return paragraphs.length === 0 ? undefined : { span: at.entry.keySpan, paragraphs };
}

function modelText(name: string, prices: readonly string[]): readonly string[] {
  return prices.length === 0 ? [`No prices are known for \`${name}\`.`] : [`**${name}**`, ...prices];
}

function entryText({ entry, facts, parameter }: KnownEntry, model: CatalogModel | undefined): readonly string[] {
  if (parameter !== undefined)
    return [`**${entry.key}** — ${parameter.what}`, ...limitText(parameter, model), effectText(parameter, model)];
  return facts === undefined ? [] : [`**${entry.key}** — ${facts.what}`];
}

function limitText(
  { name, minimum, maximum, values }: ParameterFacts,
  model: CatalogModel | undefined,
): readonly string[] {
  if (name === 'max_tokens')
    return model?.maxOutput === undefined
      ? []
      : [
          `${model.id} writes at most ${model.maxOutput.toLocaleString('en-US')} tokens (${model.source}, checked on ${model.checkedOn}).`,
        ];
  if (values !== undefined)
    return [`One of ${values.map((value) => `\`${value}\``).join(', ')}; not every model takes each.`];
  const highest = name === 'temperature' && model?.provider === 'anthropic' ? 1 : maximum;
  if (minimum !== undefined && highest !== undefined) return [`From ${minimum} to ${highest}.`];
  return [];
}

/** What a change of the parameter from one request to the next does to the cache. */
export function effectText({ change }: ParameterFacts, model: CatalogModel | undefined): string {
  if (change === undefined) return 'It is no part of the prompt: changing it loses nothing of the cache.';
  const effects = model && effectOfChange(model, change);
  if (effects === undefined) return 'Whether changing it between requests loses the cache is not known for this model.';
  const lost = (['tools', 'system', 'messages'] as const).filter((level) => effects[level] !== 'keep');
  if (lost.length === 0) return 'Changing it between requests loses nothing of the cache.';
  const sure = lost.every((level) => effects[level] === 'lose');
  return `Changing it between requests ${sure ? 'loses' : 'can lose'} what is cached of ${lost.length === 3 ? 'the whole prompt' : lost.join(' and ')}.`;
}
