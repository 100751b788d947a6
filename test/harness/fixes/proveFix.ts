// Applies one fix alone and says what is wrong with it: what must hold for every fix, wherever it comes from.
import type { Analysis, Finding, Fix } from '../../../server/src/engine/index.ts';
import { mergeFindings } from '../../../server/src/report/index.ts';
import { applyFix, type Documents } from '../applyFixes.ts';
import { editedPlaces } from './editedPlaces.ts';
import { newFindings } from './newFindings.ts';
import { requestChanges } from './requestChanges.ts';

export type FixProperty = 'applies' | 'parses' | 'gone' | 'no new finding' | 'once' | 'requests';

export interface FixFailure {
  readonly property: FixProperty;
  readonly details: string;
}

/** The sources around a fix. */
export interface FixWorld {
  readonly read: (path: string) => string | undefined;
  /** Analyses of all documents that depend on one of the paths, as they are or with other texts laid over them; always in the same order. */
  readonly analyze: (paths: readonly string[], changed?: Documents) => readonly Analysis[];
  /** Number of the given documents that have syntax errors. */
  readonly errors: (documents: Documents) => number;
}

export function proveFix(world: FixWorld, finding: Finding, fix: Fix): readonly FixFailure[] {
  const before = textsOf(world, fix);
  let after: Documents;
  try {
    after = applyFix(before, fix);
  } catch (error) {
    return [{ property: 'applies', details: error instanceof Error ? error.message : String(error) }];
  }
  const failures: FixFailure[] = [];
  const fail = (property: FixProperty, details: string): void => {
    failures.push({ property, details });
  };
  if ([...after].every(([path, text]) => before.get(path) === text)) fail('applies', 'it changes nothing');
  if (world.errors(after) > world.errors(before)) fail('parses', 'the text has a syntax error that it had not');
  const paths = [...new Set([...before.keys(), finding.place.path])];
  const was = world.analyze(paths);
  const is = world.analyze(paths, after);
  const [found, left] = [findingsIn(was), findingsIn(is)];
  const isOfRule = ({ rule, place }: Finding): boolean => rule === finding.rule && place.path === finding.place.path;
  if (left.filter(isOfRule).length >= found.filter(isOfRule).length) fail('gone', 'the finding is still there');
  for (const { rule, place, severity, messageId } of newFindings(world, found, left, after, fix))
    if (rule !== finding.rule) fail('no new finding', `${severity} ${rule} (${messageId}) in ${place.path}`);
  if (isOfferedAgain(fix, finding, left)) fail('once', 'the same fix is offered again at the same place');
  for (const details of requestChanges(was, is, fix)) fail('requests', details);
  return failures;
}

function findingsIn(analyses: readonly Analysis[]): readonly Finding[] {
  return mergeFindings(analyses.flatMap(({ findings }) => findings));
}

function textsOf({ read }: FixWorld, fix: Fix): Documents {
  return new Map(
    fix.changes.flatMap(({ path }) => {
      const text = read(path);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}

function isOfferedAgain(fix: Fix, { rule }: Finding, left: readonly Finding[]): boolean {
  const { isWritten } = editedPlaces(fix);
  return left
    .filter((other) => other.rule === rule)
    .flatMap(({ fixes }) => fixes)
    .some(
      ({ title, changes }) =>
        title === fix.title &&
        changes.some(({ path, edits }) =>
          edits.some(({ span }) => isWritten({ path, start: span.start, end: span.end })),
        ),
    );
}
