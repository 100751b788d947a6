// What is known of each key that the front matter of a prompt file has.
import type { DataEntry, PromptFile } from '../prompts/index.ts';
import { frontMatterKeys, type KeyFacts } from './frontMatterKeys.ts';
import { type ParameterFacts, parameterNamed } from './parameterFacts.ts';

export interface KnownEntry {
  readonly entry: DataEntry;
  /** Names of the keys above it. */
  readonly above: readonly string[];
  readonly facts?: KeyFacts;
  readonly parameter?: ParameterFacts;
  /** Keys that may stand where it stands; undefined where any may. */
  readonly siblings?: readonly string[];
}

/** Every key whose meaning is fixed by the format, outermost first. What stands below a free key is left out. */
export function factsAt(file: PromptFile): readonly KnownEntry[] {
  const keys = frontMatterKeys(file.format);
  if (keys === undefined || file.frontMatter === undefined) return [];
  return entriesOf(file.frontMatter.entries, { what: '', keys }, []);
}

function entriesOf(entries: readonly DataEntry[], parent: KeyFacts, above: readonly string[]): readonly KnownEntry[] {
  return entries.flatMap((entry): readonly KnownEntry[] => {
    const facts = parent.keys?.[entry.key];
    const parameter = parent.parameters === true ? parameterNamed(entry.key) : undefined;
    const siblings = parent.keys === undefined ? undefined : Object.keys(parent.keys);
    const known: KnownEntry = {
      entry,
      above,
      ...(facts === undefined ? {} : { facts }),
      ...(parameter === undefined ? {} : { parameter }),
      ...(siblings === undefined ? {} : { siblings }),
    };
    const isFollowed = facts !== undefined && (facts.keys !== undefined || facts.parameters === true);
    if (!isFollowed || entry.value.kind !== 'record') return [known];
    return [known, ...entriesOf(entry.value.entries, facts, [...above, entry.key])];
  });
}
