// Applies one fix alone and says what is wrong with it: what must hold for every fix, wherever it comes from.
import type { Analysis, Finding, Fix, Place } from '../../../server/src/engine/index.ts';
import { mergeFindings } from '../../../server/src/report/index.ts';
import { applyFix, type Documents } from '../applyFixes.ts';
import { alteredAspects } from './alteredAspects.ts';
import { newPlaces, oldPlaces } from './editedPlaces.ts';
import { wiresOf } from './wireOf.ts';

/** What is broken: the edits overlap or leave the text, the syntax, the finding stays, … */
export type FixProperty = 'applies' | 'parses' | 'gone' | 'no new finding' | 'once' | 'requests';

export interface FixFailure {
  readonly property: FixProperty;
  readonly details: string;
}

const levels: readonly Finding['severity'][] = ['hint', 'information', 'warning', 'error'];

/** The sources around a fix. */
export interface FixWorld {
  readonly read: (path: string) => string | undefined;
  /** Analyses of all documents that depend on one of the paths, as they are or with other texts laid over them; always in the same order. */
  readonly analyze: (paths: readonly string[], changed?: Documents) => readonly Analysis[];
  /** Documents with syntax errors among the given ones. */
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
  const [was, is] = [world.analyze(paths), world.analyze(paths, after)];
  const [found, left] = [was, is].map((analyses) => mergeFindings(analyses.flatMap(({ findings }) => findings)));
  const [counted, recounted] = [countFindings(found ?? []), countFindings(left ?? [])];
  const own = keyOf(finding);
  if ((recounted.get(own) ?? 0) >= (counted.get(own) ?? 0)) fail('gone', 'the finding is still there');
  for (const [key, count] of recounted) {
    if (key === own || count <= (counted.get(key) ?? 0)) continue;
    if (!isLesser(finding, (left ?? []).filter((other) => keyOf(other) === key)))
      fail('no new finding', `there is a new one: ${key}`);
  }
  if (isOfferedAgain(fix, finding, left ?? [])) fail('once', 'the same fix is offered again at the same place');
  failures.push(...requestFailures(was, is, fix));
  return failures;
}

/** What is left of a finding: something of a lower level, for which there is a fix in turn. */
function isLesser({ severity }: Finding, others: readonly Finding[]): boolean {
  return others.every((other) => levels.indexOf(other.severity) < levels.indexOf(severity) && other.fixes.length > 0);
}

/** Everything that moved between two sets of analyses, against what the fix says that it alters. */
function requestFailures(before: readonly Analysis[], after: readonly Analysis[], fix: Fix): readonly FixFailure[] {
  // Where a fix is about what is sent, the values that it writes are compared as well.
  const isExact = fix.alters.some((aspect) => aspect !== 'text order' && aspect !== 'tool results');
  const [isRemoved, isWritten] = isExact ? [never, never] : [oldPlaces(fix), newPlaces(fix)];
  const failures: FixFailure[] = [];
  for (const [index, { path, calls }] of before.entries()) {
    const others = after[index]?.calls ?? [];
    if (calls.length !== others.length) {
      failures.push({
        property: 'requests',
        details: `${path} had ${calls.length} model calls and has ${others.length}`,
      });
      continue;
    }
    for (const [at, call] of calls.entries()) {
      const other = others[at];
      if (other === undefined) continue;
      const [wires, otherWires] = [wiresOf(call, isRemoved), wiresOf(other, isWritten)];
      const altered = new Set(wires.flatMap((wire, tick) => [...alteredAspects(wire, otherWires[tick] ?? wire)]));
      const undeclared = [...altered].filter((aspect) => !(fix.alters as readonly string[]).includes(aspect));
      if (undeclared.length > 0)
        failures.push({
          property: 'requests',
          details: `call ${at + 1} of ${path} changes in: ${undeclared.join(', ')}`,
        });
    }
  }
  return failures;
}

function never(): boolean {
  return false;
}

function textsOf({ read }: FixWorld, fix: Fix): Documents {
  return new Map(
    fix.changes.flatMap(({ path }) => {
      const text = read(path);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}

function keyOf({ rule, place }: Finding): string {
  return `${rule} in ${place.path}`;
}

export function countFindings(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

function isOfferedAgain(fix: Fix, { rule }: Finding, left: readonly Finding[]): boolean {
  const isWritten = newPlaces(fix);
  return left
    .filter((other) => other.rule === rule)
    .flatMap(({ fixes }) => fixes)
    .some(
      (other) =>
        other.title === fix.title &&
        other.changes.some(({ path, edits }) =>
          edits.some(({ span }) => isWritten({ path, start: span.start, end: span.end } satisfies Place)),
        ),
    );
}
