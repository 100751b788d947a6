// What must not move when a program is written another way: its findings by rule and cost, its calls by history and figures.

import type { Analysis, Engine, EngineSettings } from '../../../server/src/engine/index.ts';
import { mergeFindings } from '../../../server/src/report/index.ts';
import { memorySnapshot } from '../memorySnapshot.ts';
import { plainSettings } from '../understand.ts';
import type { Documents } from './project.ts';

export interface Verdicts {
  readonly findings: readonly string[];
  readonly calls: readonly string[];
}

export function verdictsOf(engine: Engine, documents: Documents, settings: EngineSettings = plainSettings): Verdicts {
  const snapshot = memorySnapshot(documents);
  return verdictsIn([...documents.keys()].map((path) => engine.analyze(path, snapshot, settings)));
}

/**
 * Rules that read a module as it is written, without values: a tool is known by its name, a cache by the statement that fills it, a
 * data set by the call that reads it. Another name, or a function around the call, is another case for them.
 */
const readAsWritten: ReadonlySet<string> = new Set([
  'cache-key-without-tenant',
  'dependent-calls-in-parallel',
  'fixed-tool-sequence',
  'incomplete-cache-key',
  'noncanonical-cache-key',
  'offline-calls-unbatched',
  'result-cache-not-fail-open',
  'single-global-ttl',
  'time-sensitive-result-cached',
  'unbounded-result-cache',
  'unconstrained-output',
  'unstreamed-interactive-call',
  'volatile-cache-key',
  'write-without-invalidation',
]);

export function verdictsIn(analyses: readonly Analysis[]): Verdicts {
  const findings = mergeFindings(analyses.flatMap((analysis) => analysis.findings));
  return {
    findings: findings
      .filter(({ rule }) => !readAsWritten.has(rule))
      .map(
        ({ rule, severity, effect, fixes }) =>
          `${rule} ${severity} ${effect?.tokens ?? ''} ${effect?.money ?? ''} ${fixes.length}`,
      )
      .sort(),
    calls: analyses
      .flatMap((analysis) => analysis.calls)
      .map(({ call, estimate, layout }) => {
        const { input, uncached, cold, warm, stablePrefix, cachedPrefix } = estimate;
        return [
          call.history.kind,
          call.repeated ? 'repeated' : 'once',
          `${layout.blocks.length} blocks`,
          `${input.tokens} ${stablePrefix.tokens} ${cachedPrefix.tokens} tokens`,
          `${uncached} ${cold} ${warm}`,
        ].join(', ');
      })
      .sort(),
  };
}

/** Without figures: findings by rule and severity, calls by how their history goes on. */
export function coarsely({ findings, calls }: Verdicts): readonly string[] {
  return [
    ...findings.map((one) => one.split(' ').slice(0, 2).join(' ')),
    ...calls.map((one) => `call (${one.split(', ').slice(0, 2).join(', ')})`),
  ].sort();
}

/** Without the numbers of fixes: a text that is written elsewhere may be mended in another way. */
export function besidesFixes({ findings, calls }: Verdicts): Verdicts {
  return { findings: findings.map((finding) => finding.replace(/ \d+$/, '')), calls };
}
