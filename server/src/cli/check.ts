// `hitrate check`: finds what breaks the prompt cache in files and folders, and reports it.
import type { Engine } from '../engine/index.ts';
import { createDiskSnapshot, repositoryRoot } from '../host/index.ts';
import { type AnalyzedFiles, analyzeFiles } from './analyzeFiles.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { checkedProject } from './checkedProject.ts';
import { checkOptions, levels } from './checkOptions.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { reporters } from './reporters/index.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Fixes can make room for others; more rounds than these mean that two of them undo each other. */
const mostRounds = 5;

export async function check(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const options = checkOptions(args);
  const engine = await createEngine();
  try {
    const unknown = options.rules.find((id) => !engine.rules.some((rule) => rule.id === id));
    if (unknown !== undefined) throw new UsageError(`There is no rule ${JSON.stringify(unknown)}.`);
    const { found, base, displayPath, configOf } = checkedProject(
      terminal.cwd,
      options.paths,
      engine,
      options.config,
      options.tests,
    );
    let snapshot = createDiskSnapshot({ frozen: true });
    const analyze = (): AnalyzedFiles => {
      const all = analyzeFiles({
        engine,
        files: found.files,
        snapshot,
        configOf,
        roots: [repositoryRoot(base)],
        displayPath,
      });
      const findings = all.findings.filter(
        ({ rule, severity }) =>
          levels.indexOf(severity) >= levels.indexOf(options.level) &&
          (options.rules.length === 0 || options.rules.includes(rule)),
      );
      return { ...all, findings };
    };
    let result = analyze();
    let fixed = 0;
    for (let round = 0; options.fix && round < mostRounds; round++) {
      const count = applySafeFixes(result.findings, snapshot, found.files);
      if (count === 0) break;
      fixed += count;
      snapshot = createDiskSnapshot({ frozen: true });
      result = analyze();
    }
    for (const note of [...found.notes, ...result.notes, ...result.failures]) terminal.warn(`hitrate: ${note}\n`);
    terminal.write(
      reporters[options.format]({
        ...result,
        fixed,
        base,
        displayPath,
        engine,
        textAt: (path) => snapshot.read(path),
        style: terminal.style,
      }),
    );
    if (result.failures.length > 0) return exitCode.error;
    return result.findings.length > 0 ? exitCode.findings : exitCode.clean;
  } finally {
    engine.dispose();
  }
}
