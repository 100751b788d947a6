// Compares findings with verdicts, and listed model calls with those that were seen.
import type { Finding, Judgement, ListedCall, SeenCalls } from './accuracyRows.ts';
import { type Proportion, proportion } from './proportion.ts';

export interface Precision {
  readonly all: Proportion;
  readonly warnings: Proportion;
  readonly wrong: readonly Judgement[];
  readonly unjudged: readonly Finding[];
  readonly gone: readonly Judgement[];
  /** Findings that were judged. */
  readonly found: readonly Finding[];
}

const keyOf = ({ repository, path, line, rule }: Finding | Judgement): string =>
  [repository, path, line, rule].join('\t');

export function precisionOf(findings: readonly Finding[], judgements: readonly Judgement[]): Precision {
  const byKey = new Map(judgements.map((one) => [keyOf(one), one]));
  const keys = new Set(findings.map(keyOf));
  const found = findings.filter((one) => byKey.has(keyOf(one)));
  const isRight = (one: Finding): boolean => byKey.get(keyOf(one))?.verdict === 'right';
  const loud = found.filter(({ severity }) => severity === 'warning' || severity === 'error');
  return {
    all: proportion(found.filter(isRight).length, found.length),
    warnings: proportion(loud.filter(isRight).length, loud.length),
    wrong: judgements.filter((one) => one.verdict === 'wrong' && keys.has(keyOf(one))),
    unjudged: findings.filter((one) => !byKey.has(keyOf(one))),
    gone: judgements.filter((one) => !keys.has(keyOf(one))),
    found,
  };
}

export interface Recall {
  readonly all: Proportion;
  readonly missed: readonly ListedCall[];
}

/** A call counts as seen when the engine has one within two lines: long callees begin on another line than they end. */
export function recallOf(listed: readonly ListedCall[], seen: SeenCalls): Recall {
  const measured = listed.filter(({ repository, path }) => seen.has(`${repository}/${path}`));
  const isSeen = ({ repository, path, line }: ListedCall): boolean =>
    [...(seen.get(`${repository}/${path}`) ?? [])].some((one) => Math.abs(one - line) <= 2);
  return {
    all: proportion(measured.filter(isSeen).length, measured.length),
    missed: measured.filter((one) => !isSeen(one)),
  };
}
