// What can be written at a place in the front matter of a prompt file: keys, parameters, models and values.
import type { Catalog } from '../catalog/index.ts';
import type { PromptFile } from '../prompts/index.ts';
import { frontMatterKeys, type KeyFacts } from './frontMatterKeys.ts';
import { type ParameterFacts, parameterFacts, parameterNamed } from './parameterFacts.ts';

export interface FrontMatterChoice {
  readonly kind: 'key' | 'model' | 'value';
  readonly label: string;
  readonly what: string;
  readonly parameter?: ParameterFacts;
}

/**
 * Read from the lines, because front matter that is being written is seldom YAML. Empty outside of front matter, in lists, and below keys
 * that may hold anything.
 */
export function completeFrontMatter(file: PromptFile, offset: number, catalog: Catalog): readonly FrontMatterChoice[] {
  const keys = frontMatterKeys(file.format);
  const before = file.text.slice(0, offset).split(/\r?\n/);
  if (keys === undefined || before[0] !== '---' || before.length < 2 || before.slice(1).includes('---')) return [];
  const line = before.at(-1) ?? '';
  const [, indent = '', key, value] = /^( *)(?:([\w$-]+):[ ]+)?(.*)$/.exec(line) ?? [];
  const above = keysAbove(before.slice(1, -1), indent.length);
  const parent = above.reduce<KeyFacts | undefined>((facts, each) => facts?.keys?.[each], { what: '', keys });
  if (parent === undefined) return [];
  if (key !== undefined) return valuesOf(parent, key, catalog, file.format === 'dotprompt');
  // Anything but the beginning of a key is no place for one.
  if (value !== undefined && !/^[\w$-]*$/.test(value)) return [];
  const used = new Set(keysBeside(file.text, offset, indent.length));
  return choices(parent).filter(({ label }) => !used.has(label));
}

function choices({ keys, parameters }: KeyFacts): readonly FrontMatterChoice[] {
  if (parameters === true)
    return parameterFacts.map((parameter) => ({ kind: 'key', label: parameter.name, what: parameter.what, parameter }));
  return Object.entries(keys ?? {}).map(([label, { what }]) => ({ kind: 'key', label, what }));
}

function valuesOf(
  { keys, parameters }: KeyFacts,
  key: string,
  catalog: Catalog,
  withProvider: boolean,
): readonly FrontMatterChoice[] {
  if (parameters === true)
    return (parameterNamed(key)?.values ?? []).map((label) => ({ kind: 'value', label, what: '' }));
  const facts = keys?.[key];
  if (facts?.model === true)
    return catalog.models
      .filter(({ status }) => status === 'current' || status === 'limited')
      .map(({ id, provider }) => ({
        kind: 'model',
        label: withProvider && provider === 'google' ? `googleai/${id}` : id,
        what: provider,
      }));
  return (facts?.values ?? []).map((label) => ({ kind: 'value', label, what: '' }));
}

/** Of the lines before: the keys that a line with this indent stands below, outermost first. */
function keysAbove(lines: readonly string[], indent: number): readonly string[] {
  const above: string[] = [];
  let limit = indent;
  for (const line of lines.toReversed()) {
    const [, spaces, key] = /^( *)([\w$-]+):\s*(?:#.*)?$/.exec(line) ?? /^( *)([\w$-]+):/.exec(line) ?? [];
    if (spaces === undefined || key === undefined || spaces.length >= limit) continue;
    above.unshift(key);
    limit = spaces.length;
  }
  return above;
}

/** Keys of the same mapping: those around with the same indent, up to a line with less. */
function keysBeside(text: string, offset: number, indent: number): readonly string[] {
  const before = text.slice(0, offset).split(/\r?\n/).slice(1, -1).toReversed();
  const [, ...after] = text.slice(offset).split(/\r?\n/);
  return [before, after].flatMap((lines) => {
    const found: string[] = [];
    for (const line of lines) {
      const [, spaces, key] = /^( *)([\w$-]+):/.exec(line) ?? [];
      if (line === '---' || (spaces !== undefined && spaces.length < indent)) break;
      if (spaces?.length === indent && key !== undefined) found.push(key);
    }
    return found;
  });
}
