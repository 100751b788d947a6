// Checks one project of a fixture: its markers, its expected fixes, and what must hold for any input.
import type { Engine, EngineSettings, Finding, Fix, Scenario } from '../../server/src/engine/index.ts';
import { languageOf } from '../../server/src/engine/languages/index.ts';
import { grammarOf, type Syntax } from '../../server/src/engine/syntax/index.ts';
import { analyzeProject } from './analyzeProject.ts';
import { applyFix, type Documents, fixAll, type Rounds } from './applyFixes.ts';
import { proveFix } from './fixes/proveFix.ts';
import { createWorld } from './fixes/worlds.ts';
import { satisfies } from './markers.ts';
import type { FixtureProject, FixtureSettings } from './mdtest.ts';
import { memorySnapshot } from './memorySnapshot.ts';
import { projectDocuments } from './projectDocuments.ts';

export interface FixtureCheck {
  readonly engine: Engine;
  readonly syntax: Syntax;
  readonly project: FixtureProject;
  readonly settings: FixtureSettings;
  /** Rules whose findings count. */
  readonly rules: readonly string[];
  /** Told of each fix that was applied, alone and of all safe ones together. */
  readonly onFixed?: ((title: string, before: Documents, after: Documents) => void) | undefined;
}

/** Sentences about everything that is wrong; empty when all is well. */
export function checkFixture(check: FixtureCheck): readonly string[] {
  const documents = projectDocuments(check.project, check.settings);
  const findings = findingsOf(check, documents);
  return [
    ...markerProblems(check.project, findings),
    ...noteProblems(check, documents),
    ...fixProblems(check, documents, findings),
    ...expectedTextProblems(check, documents),
    ...stabilityProblems(check, documents, findings),
  ];
}

export function findingsOf(check: FixtureCheck, documents: Documents): readonly Finding[] {
  const { engine, settings, rules } = check;
  return analyzeProject(engine, documents, engineSettings(settings)).findings.filter(({ rule }) =>
    rules.includes(rule),
  );
}

/** The defaults of the settings, written out so that a fixture's numbers do not move with them. */
const usualScenario: Scenario = {
  ticks: 10,
  outputTokens: 200,
  toolResultTokens: 300,
  gapSeconds: 5,
  tasksPerDay: 100,
  reasoningTokens: 1_000,
  holeTokens: 50,
};

export function engineSettings({ defaultModel, scenario, declarations }: FixtureSettings): EngineSettings {
  return {
    rules: {},
    scenario: { ...usualScenario, ...scenario },
    roots: ['/project'],
    ...(defaultModel === undefined ? {} : { defaultModel }),
    ...(declarations === undefined ? {} : { declarations }),
  };
}

function markerProblems(project: FixtureProject, findings: readonly Finding[]): string[] {
  const problems: string[] = [];
  const unexpected = new Set(findings);
  for (const [path, { text, markers }] of project.documents) {
    for (const marker of markers) {
      const match = [...unexpected].find((finding) => finding.place.path === path && satisfies(finding, marker, text));
      if (match === undefined)
        problems.push(`missing: ${path}:${marker.line} ${marker.severity}[${marker.rule}]: ${marker.message}`);
      else unexpected.delete(match);
    }
  }
  for (const finding of unexpected) problems.push(`unexpected: ${describe(project, finding)}`);
  return problems;
}

function describe(project: FixtureProject, { place, severity, rule, message, fixes }: Finding): string {
  const text = project.documents.get(place.path)?.text ?? '';
  const written = text.slice(place.start, place.end).replace(/\s+/g, ' ').slice(0, 60);
  return `${place.path} \`${written}\` ${severity}[${rule}]${fixes.length > 0 ? ' (fix)' : ''}: ${message}`;
}

function noteProblems(check: FixtureCheck, documents: Documents): string[] {
  const { notes } = analyzeProject(check.engine, documents, engineSettings(check.settings));
  return notes.filter((text) => text.startsWith('The rule ')).map((text) => `note: ${text}`);
}

/** Every fix on its own. */
function fixProblems(check: FixtureCheck, documents: Documents, findings: readonly Finding[]): string[] {
  if (findings.every(({ fixes }) => fixes.length === 0)) return [];
  const world = createWorld({
    engine: check.engine,
    hasErrors: (path, text) => hasErrors(check, path, text),
    paths: [...documents.keys()],
    snapshot: (changed) => memorySnapshot(new Map([...documents, ...changed])),
    settings: engineSettings(check.settings),
  });
  return findings.flatMap((finding) =>
    finding.fixes.flatMap((fix) => {
      const failures = proveFix(world, finding, fix);
      const after = failures.some(({ property }) => property === 'applies') ? documents : applyFix(documents, fix);
      check.onFixed?.(`${fix.title} of ${finding.rule}`, documents, after);
      return failures.map(
        ({ property, details }) => `fix "${fix.title}" of ${finding.rule}: ${property}: ${details}\n${allText(after)}`,
      );
    }),
  );
}

function expectedTextProblems(check: FixtureCheck, documents: Documents): string[] {
  const { project } = check;
  const problems: string[] = [];
  const safe = safelyFixed(check, documents);
  if (safe.rounds > 0) check.onFixed?.('all safe fixes', documents, safe.documents);
  if (safe.rounds > 3) problems.push('safe fixes do not converge in three rounds');
  problems.push(...textProblems('fixed', project.fixed, safe.documents));
  if (project.unsafeFixed.size > 0) {
    const all = wholeFixed(check, documents);
    if (all.rounds > 3) problems.push('fixes do not converge in three rounds');
    problems.push(...textProblems('unsafe-fixed', project.unsafeFixed, all.documents));
  }
  return problems;
}

export function safelyFixed(check: FixtureCheck, documents: Documents): Rounds {
  const choose = ({ fixes }: Finding): Fix | undefined => fixes.find((fix) => fix.applicability === 'safe');
  return fixAll(documents, (current) => findingsOf(check, current), choose, 4);
}

/** The first fix of every finding, whatever its applicability. */
export function wholeFixed(check: FixtureCheck, documents: Documents): Rounds {
  return fixAll(
    documents,
    (current) => findingsOf(check, current),
    ({ fixes }) => fixes[0],
    4,
  );
}

function textProblems(name: string, expected: ReadonlyMap<string, string>, actual: Documents): string[] {
  return [...expected].flatMap(([path, text]) =>
    actual.get(path) === text ? [] : [`${name} text of ${path} is:\n${actual.get(path) ?? ''}`],
  );
}

/** What holds for any input: line endings, characters in front, a second run, and a cut anywhere change nothing they should not. */
function stabilityProblems(check: FixtureCheck, documents: Documents, findings: readonly Finding[]): string[] {
  const problems: string[] = [];
  const key = ({ rule, place, severity }: Finding, shift: number): string =>
    `${rule} ${severity} ${place.path} ${place.start + shift}-${place.end + shift}`;
  const keys = (list: readonly Finding[], shift: number): string =>
    list
      .map((one) => key(one, shift))
      .sort()
      .join('\n');
  if (keys(findingsOf(check, documents), 0) !== keys(findings, 0)) problems.push('a second run gives other findings');

  // Front matter stands at the very beginning, and JSON takes no comments.
  const isPrompt = check.project.language === 'prompt';
  const comment = check.project.language === 'py' ? '# 🧊🧊\n' : '// 🧊🧊\n';
  const shifted = new Map([...documents].map(([path, text]) => [path, comment + text] as const));
  if (!isPrompt && keys(findingsOf(check, shifted), 0) !== keys(findings, comment.length))
    problems.push('emoji in front move the findings wrongly');

  const windows = new Map([...documents].map(([path, text]) => [path, text.replace(/\n/g, '\r\n')] as const));
  const rules = (list: readonly Finding[]): string =>
    list
      .map(({ rule, severity }) => `${rule} ${severity}`)
      .sort()
      .join('\n');
  const windowsFindings = findingsOf(check, windows);
  if (rules(windowsFindings) !== rules(findings)) problems.push('CRLF gives other findings');
  for (const fix of windowsFindings.flatMap((finding) => finding.fixes)) {
    const fixed = applyFix(windows, fix);
    if ([...fixed.values()].some((text) => /[^\r]\n/.test(text))) problems.push(`fix "${fix.title}" breaks CRLF`);
  }

  for (const [path, text] of documents) {
    for (const share of [0.2, 0.5, 0.8, 0.97]) {
      const cut = new Map(documents).set(path, text.slice(0, Math.floor(text.length * share)));
      try {
        findingsOf(check, cut);
      } catch (error) {
        problems.push(`cutting ${path} at ${share} throws ${String(error)}`);
      }
    }
  }
  return problems;
}

function hasErrors({ syntax }: FixtureCheck, path: string, text: string): boolean {
  const language = languageOf(path);
  if (language === undefined || grammarOf(language) === undefined) return false;
  const outcome = syntax.parse(text, language);
  if (outcome.kind === 'none') return false;
  const { hasErrors: isBroken } = outcome.tree;
  outcome.tree.dispose();
  return isBroken;
}

function allText(documents: Documents): string {
  return [...documents].map(([path, text]) => `--- ${path}\n${text}`).join('\n');
}
