// The tool `preview_fix`: what the fix of a finding would change, as a diff; written only where the caller may write.
import { applyEdits, type Finding, type Fix } from '../../engine/index.ts';
import { isNotebookPath, type Replacement, replaceFiles, whyNotReplaceable } from '../../host/index.ts';
import type { AgentToolInput } from '../../protocol/index.ts';
import { safeFix } from '../../report/index.ts';
import { fixDiff } from '../fixDiff.ts';
import { createFileLines } from '../reporters/fileLines.ts';
import { UsageError } from '../usageError.ts';
import { cutText } from './pageOf.ts';
import { toolFindings } from './toolFindings.ts';
import type { ToolResult, ToolWork } from './toolWork.ts';

export async function previewFixTool(input: AgentToolInput<'preview_fix'>, work: ToolWork): Promise<ToolResult> {
  const { file, line } = input;
  const path = work.paths.locate(file);
  const { findings, snapshot, displayPath } = await toolFindings(work, [file]);
  const lines = createFileLines((one) => snapshot.read(one));
  const here = findings.filter(
    ({ place }) => place.path === path && lines.region(place).startLine === line && matches(place, input.column),
  );
  const finding = oneFinding(here, findings, input);
  const { fix, others } = chosenFix(finding, input.fix);
  const files = fix.changes.map(({ path: at, edits }): Replacement => {
    if (work.paths.folderOf(at) === undefined) {
      throw new UsageError(`The fix reaches into ${at}, which lies outside of the folders that may be read.`);
    }
    // Its code is kept inside of JSON, beside outputs that would no longer fit.
    if (isNotebookPath(at)) throw new UsageError(`${displayPath(at)} is a notebook: change its cells by hand.`);
    const before = snapshot.read(at);
    const after = before === undefined ? undefined : applyEdits(before, edits);
    if (before === undefined || after === undefined)
      throw new UsageError(`${displayPath(at)} has changed: check again.`);
    return { path: at, before, after };
  });
  if (work.mayWrite) write(files, displayPath);
  const diff = fixDiff(files, displayPath);
  const shown = cutText(diff, 'The diff');
  const notes = shown === diff ? [] : ['The diff is cut.'];
  const { title, applicability } = fix;
  const state = work.mayWrite ? 'Written.' : 'Nothing is written.';
  const warning = applicability === 'unsafe' ? ' It changes what the program does: read it.' : '';
  return {
    text: `${title} (${applicability}).${warning} ${state}\n${shown}${others.map((other) => `Other fix ${other}\n`).join('')}`,
    structured: {
      file: displayPath(path),
      line,
      rule: finding.rule,
      message: finding.message,
      title,
      applicability,
      diff: shown,
      others,
      applied: work.mayWrite,
      notes,
    },
    changes: fix.changes.map(({ path: at, edits }) => ({ path: at, before: snapshot.read(at) ?? '', edits })),
  };

  function matches(place: Finding['place'], column: number | undefined): boolean {
    return column === undefined || lines.region(place).startColumn === column;
  }

  function oneFinding(
    found: readonly Finding[],
    all: readonly Finding[],
    { rule }: AgentToolInput<'preview_fix'>,
  ): Finding {
    const fitting = rule === undefined ? found : found.filter((one) => one.rule === rule);
    const [first, ...more] = fitting;
    if (first === undefined) {
      const near = (found.length > 0 ? found : all.filter(({ place }) => place.path === path)).map(nameOf);
      const hint = near.length === 0 ? 'The file has none.' : `There is ${near.slice(0, 20).join('; ')}.`;
      throw new UsageError(`There is no such finding at ${file}:${line}. ${hint}`);
    }
    if (more.length > 0) {
      throw new UsageError(
        `Several findings stand there: name one by rule and column: ${fitting.slice(0, 20).map(nameOf).join('; ')}.`,
      );
    }
    return first;
  }

  function nameOf({ rule, place }: Finding): string {
    const { startLine, startColumn } = lines.region(place);
    return `${rule} at ${startLine}:${startColumn}`;
  }
}

function chosenFix(finding: Finding, number: number | undefined) {
  const { fixes, rule } = finding;
  const preferred = safeFix(finding) ?? fixes[0];
  const fix: Fix | undefined = number === undefined ? preferred : fixes[number - 1];
  if (fix === undefined) {
    throw new UsageError(
      fixes.length === 0
        ? `No fix is known for this finding of ${rule}.`
        : `The finding has ${fixes.length} fixes only.`,
    );
  }
  const others = fixes.flatMap((one, at) => (one === fix ? [] : `${at + 1} (${one.applicability}): ${one.title}`));
  return { fix, others };
}

/** Throws a `UsageError` when not all of it could be written; nothing is then. */
function write(files: readonly Replacement[], displayPath: (path: string) => string): void {
  for (const { path } of files) {
    const why = whyNotReplaceable(path);
    if (why !== undefined) throw new UsageError(`Nothing is written: ${displayPath(path)} ${why}.`);
  }
  const written = replaceFiles(files);
  if (written.kind === 'replaced') return;
  throw new UsageError(
    written.kind === 'changed'
      ? `Nothing is written: ${written.paths.map(displayPath).join(', ')} has changed meanwhile; check again.`
      : `Nothing is written: ${displayPath(written.path)}: ${written.why}`,
  );
}
