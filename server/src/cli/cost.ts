// `hitrate cost`: every model call with its tokens and its price, or how they differ from another commit.
import type { Engine } from '../engine/index.ts';
import { createDiskSnapshot } from '../host/index.ts';
import {
  byDayCost,
  compareCosts,
  costMarkdown,
  costText,
  differenceMarkdown,
  differenceText,
} from '../report/index.ts';
import { checkedProject } from './checkedProject.ts';
import { comparedCommit } from './comparedCommit.ts';
import { costJson, differenceJson } from './costJson.ts';
import { costOptions } from './costOptions.ts';
import { costRows } from './costRows.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { settingsAt } from './placedCalls.ts';
import type { Terminal } from './terminal.ts';
import { unsavedTexts } from './unsavedTexts.ts';

export async function cost(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const options = costOptions(args);
  const engine = await createEngine();
  try {
    const project = checkedProject(terminal.cwd, options.paths, engine, options.config);
    const { found, base: folder } = project;
    const unsaved = unsavedTexts(options.unsaved, terminal.cwd);
    const now = createDiskSnapshot({ frozen: true, overlay: (path) => unsaved.get(path) });
    const paths = found.files.map(({ path }) => path);
    const scenario = settingsAt(folder, project, options.settings).scenario;
    const after = costRows(engine, project, options.settings, now, paths);
    if (options.diff === undefined) {
      if (after.length === 0) {
        terminal.warn('hitrate: no model call was found.\n');
        return exitCode.findings;
      }
      const report = { rows: after, scenario };
      if (options.format === 'json') terminal.write(costJson(report.rows.toSorted(byDayCost), scenario));
      else
        terminal.write(
          options.format === 'markdown' ? costMarkdown(engine, report) : costText(engine, report, terminal.style),
        );
      return exitCode.clean;
    }
    const base = comparedCommit(project, options.diff, now, terminal.cwd, options.paths);
    const before = costRows(engine, project, options.settings, base.snapshot, base.sources);
    const changes = compareCosts(before, after, base.renamedShown);
    const difference = { base: options.diff, changes, scenario };
    if (options.format === 'json') terminal.write(differenceJson(difference));
    else
      terminal.write(
        options.format === 'markdown'
          ? differenceMarkdown(engine, difference)
          : differenceText(engine, difference, terminal.style),
      );
    return exitCode.clean;
  } finally {
    engine.dispose();
  }
}
