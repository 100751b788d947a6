// The tool `cost`: every model call with its price, the dearest day first, a page at a time.
import { createDiskSnapshot } from '../../host/index.ts';
import { type AgentToolInput, usualCostRows } from '../../protocol/index.ts';
import { byDayCost, costText, plainStyle } from '../../report/index.ts';
import { checkedProject } from '../checkedProject.ts';
import { costObject } from '../costJson.ts';
import { costRows } from '../costRows.ts';
import { settingsAt } from '../placedCalls.ts';
import { pageOf } from './pageOf.ts';
import { pageText } from './pageText.ts';
import type { ToolResult, ToolWork } from './toolWork.ts';

export async function costTool(input: AgentToolInput<'cost'>, work: ToolWork): Promise<ToolResult> {
  const { paths: given = ['.'], limit = usualCostRows, cursor } = input;
  const { paths, settings, unsaved } = work;
  const engine = await work.engine();
  const located = given.map((path) => paths.locate(path));
  const project = checkedProject(paths.cwd, located, engine, undefined);
  const snapshot = createDiskSnapshot({ frozen: true, overlay: (path) => unsaved.get(path) });
  const rows = costRows(
    engine,
    project,
    settings,
    snapshot,
    project.found.files.map(({ path }) => path),
  );
  const page = pageOf(rows.toSorted(byDayCost), {
    limit,
    cursor,
    keyOf: ({ file, line, name }) => `${file} ${line} ${name}`,
    show: (row) => row,
    sizeOf: ({ file, name, model = '' }) => file.length + name.length + model.length + rowCharacters,
  });
  const { shown, total, next } = page;
  const { notes } = project.found;
  const { scenario } = settingsAt(project.base, project, settings);
  const table = shown.length === 0 ? [] : [costText(engine, { rows: shown, scenario }, plainStyle)];
  return {
    text: pageText(page, { texts: table, noun: 'model call', notes, between: '' }),
    structured: { calls: shown.map(costObject), total, next, notes },
  };
}

/** The figures of a row. */
const rowCharacters = 90;
