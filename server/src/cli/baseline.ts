// The baseline: known findings that stay silent, so that a check of old code fails for what is new only.
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Finding, Snapshot } from '../engine/index.ts';
import { slashPath } from '../host/index.ts';
import { type BaselineEntry, baselineSchema } from '../protocol/index.ts';
import { findingIdentity } from './findingIdentity.ts';
import { readJsonFile, writeTextFile } from './jsonFile.ts';

export const baselineFileName = 'hitrate-baseline.json';

export type BaselineMode = 'read' | 'write' | 'prune';

export interface BaselineOptions {
  /** As the user gave it. */
  readonly file: string;
  readonly mode: BaselineMode;
}

export interface Baseline {
  /** The file as the user knows it. */
  readonly shown: string;
  readonly mode: BaselineMode;
  /** Those that are not known yet. Of several equal ones, as many are new as there are more of. */
  readonly unknown: (findings: readonly Finding[], read: Snapshot['read']) => readonly Finding[];
  /** Entries, or counts of one, that no finding of the checked files has any more. */
  readonly stale: (findings: readonly Finding[], read: Snapshot['read'], checked: ReadonlySet<string>) => number;
  /** Drops what is stale. */
  readonly prune: (findings: readonly Finding[], read: Snapshot['read'], checked: ReadonlySet<string>) => void;
  /** Takes in every finding of the checked files; entries of other files stay. */
  readonly accept: (findings: readonly Finding[], read: Snapshot['read'], checked: ReadonlySet<string>) => void;
}

/** What is wrong with the file is a `UsageError`. One that is to be written need not exist. */
export function openBaseline({ file: shown, mode }: BaselineOptions, cwd: string): Baseline {
  const path = slashPath(resolve(cwd, shown));
  const folder = dirname(path);
  const absent = `There is no ${shown}. Write it with hitrate check --write-baseline.`;
  const entries = readEntries(path, shown, absent, mode === 'write');
  const nameOf = (file: string): string => relative(folder, file).replaceAll('\\', '/');
  const keyOf = ({ file, identity }: Pick<BaselineEntry, 'file' | 'identity'>): string => `${identity} ${file}`;

  const found = (findings: readonly Finding[], read: Snapshot['read']): Map<string, BaselineEntry> => {
    const counts = new Map<string, BaselineEntry>();
    for (const finding of findings) {
      const file = nameOf(finding.place.path);
      const entry = { file, rule: finding.rule, identity: findingIdentity(finding, read(finding.place.path) ?? '') };
      const count = (counts.get(keyOf(entry))?.count ?? 0) + 1;
      counts.set(keyOf(entry), { ...entry, count });
    }
    return counts;
  };
  const isChecked = ({ file }: BaselineEntry, checked: ReadonlySet<string>): boolean =>
    checked.has(slashPath(resolve(folder, file)));
  const kept = (counts: ReadonlyMap<string, BaselineEntry>, checked: ReadonlySet<string>): readonly BaselineEntry[] =>
    entries.flatMap((entry) => {
      if (!isChecked(entry, checked)) return [entry];
      const count = Math.min(entry.count, counts.get(keyOf(entry))?.count ?? 0);
      return count === 0 ? [] : [{ ...entry, count }];
    });

  return {
    shown,
    mode,
    unknown: (findings, read) => {
      const left = new Map(entries.map((entry) => [keyOf(entry), entry.count]));
      return findings.filter((finding) => {
        const { path: file } = finding.place;
        const key = keyOf({ file: nameOf(file), identity: findingIdentity(finding, read(file) ?? '') });
        const count = left.get(key) ?? 0;
        if (count > 0) left.set(key, count - 1);
        return count === 0;
      });
    },
    stale: (findings, read, checked) => total(entries) - total(kept(found(findings, read), checked)),
    prune: (findings, read, checked) => writeTextFile(path, shown, textOf(kept(found(findings, read), checked))),
    accept: (findings, read, checked) => {
      const others = entries.filter((entry) => !isChecked(entry, checked));
      writeTextFile(path, shown, textOf([...others, ...found(findings, read).values()]));
    },
  };
}

function readEntries(path: string, shown: string, absent: string, isNew: boolean): readonly BaselineEntry[] {
  const isAbsent = isNew && !existsSync(path);
  return isAbsent ? [] : readJsonFile(path, shown, baselineSchema, { absent, kind: 'baseline' }).findings;
}

function total(entries: readonly BaselineEntry[]): number {
  return entries.reduce((sum, { count }) => sum + count, 0);
}

/** A line for each entry, sorted: two branches that mend different findings merge without a conflict. */
function textOf(entries: readonly BaselineEntry[]): string {
  const lines = entries
    .toSorted((a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.identity, b.identity))
    .map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
