// The tool `explain`: what was understood of the model calls of a file, as `hitrate explain` says it.
import { type AgentToolInput, usualCalls } from '../../protocol/index.ts';
import { explainText, plainStyle, profileTitle } from '../../report/index.ts';
import { createFileLines } from '../reporters/fileLines.ts';
import { cutText, pageOf } from './pageOf.ts';
import { pageText } from './pageText.ts';
import { callKey, toolCalls } from './toolCalls.ts';
import type { ToolResult, ToolWork } from './toolWork.ts';

export async function explainTool(input: AgentToolInput<'explain'>, work: ToolWork): Promise<ToolResult> {
  const { limit = usualCalls, cursor } = input;
  const { engine, calls, displayPath, snapshot } = await toolCalls(work, input.file, input.line);
  const lines = createFileLines(snapshot.read);
  const page = pageOf(calls, {
    limit,
    cursor,
    keyOf: callKey,
    show: ({ call, analysis, path, line }) => {
      const report = explainText(engine, analysis, call, {
        title: profileTitle(call, displayPath(path), line),
        style: plainStyle,
        showPlace: (place) => `${displayPath(place.path)}:${lines.region(place).startLine}`,
      });
      return {
        file: displayPath(path),
        line,
        callee: call.call.site.callee.label,
        report: cutText(report, 'The report'),
      };
    },
    sizeOf: ({ report }) => report.length,
  });
  const { shown, total, next } = page;
  const text = pageText(page, {
    texts: shown.map(({ report }) => report),
    noun: 'model call',
    notes: [],
    between: '\n\n',
  });
  return { text, structured: { calls: shown, total, next, notes: [] } };
}
