// Works out what manifests and configs say of a folder, and answers for it as if the folder held a file that says so.

import { madeUpFiles } from './madeUpFiles.ts';
import type { ParseMemo } from './parseMemo.ts';
import { createParseMemo } from './parseMemo.ts';
import { pythonRoots } from './pythonRoots.ts';
import type { ReadFile, Reading } from './resolvedImport.ts';
import { governingConfigs, ownConfig } from './scriptConfig.ts';
import { workspacePackages } from './workspacePackages.ts';

const makers: Readonly<Record<string, (reading: Reading, directory: string) => unknown>> = {
  [madeUpFiles.packages]: workspacePackages,
  [madeUpFiles.pythonRoots]: pythonRoots,
  [madeUpFiles.configs]: governingConfigs,
  [madeUpFiles.ownConfig]: ownConfig,
};

interface KeptAnswer {
  readonly text: string;
  /** What it was made from. */
  readonly reads: ReadonlyMap<string, string | undefined>;
}

export interface Projects {
  readonly memo: ParseMemo;
  /**
   * Reads as `read` does and answers the made-up files too, so that whoever notes what it reads notes each of them as one text.
   * Texts must stay the same while the reader is used.
   */
  readonly reader: (read: ReadFile, roots: readonly string[]) => ReadFile;
  /** The paths with what was looked at for the made-up files among them in their place. */
  readonly realPaths: (paths: Iterable<string>) => ReadonlySet<string>;
}

/** Answers are kept while nothing that they were made from has changed. */
export function createProjects(): Projects {
  const memo = createParseMemo();
  const kept = new Map<string, KeptAnswer>();
  const realPaths = (paths: Iterable<string>, into = new Set<string>(), seen = new Set<string>()): Set<string> => {
    for (const path of paths) {
      if (!path.includes('//')) into.add(path);
      else if (!seen.has(path)) realPaths(kept.get(path)?.reads.keys() ?? [], into, seen.add(path));
    }
    return into;
  };
  return {
    memo,
    realPaths: (paths) => realPaths(paths),
    reader(read, roots) {
      const current = new Map<string, string>();
      const answer: ReadFile = (path) => {
        const mark = path.indexOf('//');
        const make = mark < 0 ? undefined : makers[path.slice(mark)];
        if (make === undefined) return read(path);
        const known = current.get(path) ?? stillRight(kept.get(path), answer);
        if (known !== undefined) {
          current.set(path, known);
          return known;
        }
        const reads = new Map<string, string | undefined>();
        const noted: ReadFile = (one) => {
          const text = answer(one);
          reads.set(one, text);
          return text;
        };
        const text = JSON.stringify(make({ read: noted, roots, memo }, path.slice(0, mark) || '/')) ?? '';
        kept.set(path, { text, reads });
        current.set(path, text);
        return text;
      };
      return answer;
    },
  };
}

function stillRight(answer: KeptAnswer | undefined, read: ReadFile): string | undefined {
  if (answer === undefined) return undefined;
  for (const [path, text] of answer.reads) if (read(path) !== text) return undefined;
  return answer.text;
}
