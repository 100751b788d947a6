// The tool `check`: findings, the gravest first, a page at a time.
import { engineBasics, type Finding } from '../../engine/index.ts';
import { type AgentToolInput, usualFindings } from '../../protocol/index.ts';
import { levels } from '../checkOptions.ts';
import { agentLine } from '../reporters/agentLine.ts';
import { costText } from '../reporters/costText.ts';
import { createFileLines } from '../reporters/fileLines.ts';
import { gravestFirst } from '../reporters/gravestFirst.ts';
import { UsageError } from '../usageError.ts';
import { pageOf } from './pageOf.ts';
import { pageText } from './pageText.ts';
import { toolFindings } from './toolFindings.ts';
import type { ToolResult, ToolWork } from './toolWork.ts';

const usualLevel = 'information';

export async function checkTool(input: AgentToolInput<'check'>, work: ToolWork): Promise<ToolResult> {
  const { paths = [], level = usualLevel, rules = [], limit = usualFindings, cursor } = input;
  const unknown = rules.find((id) => !engineBasics.rules.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no rule ${JSON.stringify(unknown)}.`);
  const { findings, snapshot, displayPath, notes } = await toolFindings(work, paths);
  const asked = gravestFirst(findings).filter(
    ({ rule, severity }) =>
      levels.indexOf(severity) >= levels.indexOf(level) && (rules.length === 0 || rules.includes(rule)),
  );
  const lines = createFileLines((path) => snapshot.read(path));
  const page = pageOf(asked, {
    limit,
    cursor,
    keyOf: ({ rule, place: { path, start, end } }) => `${rule} ${path} ${start} ${end}`,
    show: (finding) => ({ finding, text: agentLine(finding, lines, displayPath) }),
    sizeOf: ({ text }) => text.length,
  });
  const { next, total } = page;
  return {
    text: pageText(page, { texts: page.shown.map(({ text }) => text), noun: 'finding', notes }),
    structured: {
      findings: page.shown.map(({ finding }) => findingObject(finding)),
      total,
      next,
      notes,
    },
  };

  function findingObject({ place, severity, rule, message, effect, fixes }: Finding) {
    const { startLine, startColumn } = lines.region(place);
    return {
      file: displayPath(place.path),
      line: startLine,
      column: startColumn,
      severity,
      rule,
      message,
      cost: effect === undefined ? undefined : costText(effect, engineBasics),
      fixes: fixes.map(({ title, applicability }) => ({ title, applicability })),
    };
  }
}
