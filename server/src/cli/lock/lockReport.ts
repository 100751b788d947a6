// A comparison of prefixes in the shapes that people, pull requests and programs read.
import { type Engine, LineIndex, type Snapshot } from '../../engine/index.ts';
import { escapeMarkdown, type Style } from '../../report/index.ts';
import type { LockDifference, PrefixChange } from './compareLocks.ts';
import { rewriteCost } from './rewriteCost.ts';

export interface LockReport {
  readonly engine: Engine;
  readonly difference: LockDifference;
  /** `the lock`, or the commit. */
  readonly against: string;
  readonly displayPath: (path: string) => string;
  readonly snapshot: Snapshot;
  readonly style: Style;
}

const picodollars = 1e12;

export function lockDifferenceText(report: LockReport): string {
  const { difference, style } = report;
  const { changed, added, gone } = difference;
  const blocks = [
    ...changed.map((change) =>
      [
        `${style('bold', `${change.after.file}:${change.after.placed.line}`)}  ${change.after.name}`,
        `  ${sentence(change.what)}  ${style('dim', placeOf(report, change))}`,
        `  ${costOf(report, change)}`,
      ].join('\n'),
    ),
    ...added.map(
      ({ file, placed, name, tokens }) =>
        `${style('bold', `${file}:${placed.line}`)}  ${name}\n  New: a prefix of ${count(tokens)} tokens is not in ${report.against}.`,
    ),
    ...gone.map(({ file, name }) => `${style('bold', file)}  ${name}\n  Gone, or nothing of it is cached any more.`),
  ];
  return `${[...blocks, summary(report)].join('\n\n')}\n`;
}

export function lockDifferenceMarkdown(report: LockReport): string {
  const { changed, added, gone } = report.difference;
  const rows = [
    ...changed.map((change) => [
      `${change.after.file}:${change.after.placed.line} ${change.after.callee}`,
      `${sentence(change.what)} (${placeOf(report, change)})`,
      costOf(report, change),
    ]),
    ...added.map(({ file, placed, callee, tokens }) => [
      `${file}:${placed.line} ${callee}`,
      'New',
      `${count(tokens)} tokens`,
    ]),
    ...gone.map(({ file, callee }) => [`${file} ${callee}`, 'Gone, or no longer cached', '']),
  ];
  const table = ['| Model call | Prefix | Once for each warm cache |', '| --- | --- | --- |'];
  return [
    `## Warm caches, against ${escapeMarkdown(report.against)}`,
    '',
    `**${summary(report)}**`,
    '',
    ...(rows.length === 0 ? [] : [...table, ...rows.map((row) => `| ${row.map(escapeMarkdown).join(' | ')} |`), '']),
  ].join('\n');
}

export function lockDifferenceJson(report: LockReport): string {
  const { changed, added, gone, unchanged } = report.difference;
  const named = ({ file, name, model, tokens }: PrefixChange['before']) => ({ file, name, model, tokens });
  const value = {
    version: 1,
    against: report.against,
    unchanged,
    changed: changed.map((change) => {
      const cost = rewriteCost(report.engine, change.after.placed, change.rewritten);
      const dollars = (money: bigint | undefined) => (money === undefined ? null : Number(money) / picodollars);
      return {
        ...named(change.after),
        line: change.after.placed.line,
        what: change.what,
        place: placeOf(report, change),
        keptTokens: change.kept,
        rewrittenTokens: change.rewritten,
        writeDollars: dollars(cost?.write),
        readDollars: dollars(cost?.read),
      };
    }),
    added: added.map((call) => ({ ...named(call), line: call.placed.line })),
    gone: gone.map(named),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Where the part is edited that parts first. */
function placeOf({ displayPath, snapshot }: LockReport, { at, after }: PrefixChange): string {
  const place = (at === undefined ? undefined : after.places[at]) ?? after.placed.call.call.site.place;
  const { line } = new LineIndex(snapshot.read(place.path) ?? '').positionAt(place.start);
  return `${displayPath(place.path)}:${line + 1}`;
}

function costOf({ engine }: LockReport, { after, kept, rewritten }: PrefixChange): string {
  const still =
    kept === 0 ? 'Nothing of the old cache is read' : `${count(kept)} tokens of the old cache are still read`;
  const cost = rewriteCost(engine, after.placed, rewritten);
  const money =
    cost === undefined
      ? ''
      : `: ${engine.formatMoney(cost.write)} for each warm cache, where reading costs ${engine.formatMoney(cost.read)}`;
  return `${still}; ${count(rewritten)} are written once more${money}.`;
}

function summary({ difference, against }: LockReport): string {
  const { changed, added, gone, unchanged } = difference;
  const parts = [
    [changed.length, 'changed'],
    [added.length, 'new'],
    [gone.length, 'gone'],
    [unchanged, 'as before'],
  ] as const;
  const told = parts.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
  return told.length === 0
    ? `No cached prefix, nor in ${against}.`
    : `Cached prefixes against ${against}: ${told.join(', ')}.`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function count(tokens: number): string {
  return `≈${tokens.toLocaleString('en-US')}`;
}
