// Sums up how far estimates lie from what was billed, as the rows of a Markdown table.

export interface Measurement {
  /** Rows of the table that it counts for. */
  readonly groups: readonly string[];
  readonly repo: string;
  readonly actual: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
}

export interface ErrorSummary {
  readonly count: number;
  /** Median and 95th percentile of the absolute error, in percent. */
  readonly median: number;
  readonly p95: number;
  readonly bias: number;
  /** Shares, in percent. */
  readonly exact: number;
  readonly inBand: number;
}

export function summarize(rows: readonly Measurement[]): ErrorSummary {
  const signed = rows.map(({ predicted, actual }) => (100 * (predicted - actual)) / actual);
  const errors = signed.map(Math.abs).sort((a, b) => a - b);
  const share = (test: (row: Measurement) => boolean): number => (100 * rows.filter(test).length) / rows.length;
  return {
    count: rows.length,
    median: percentile(errors, 0.5),
    p95: percentile(errors, 0.95),
    bias: signed.reduce((sum, one) => sum + one, 0) / rows.length,
    exact: share((row) => row.predicted === row.actual),
    inBand: share((row) => row.low <= row.actual && row.actual <= row.high),
  };
}

/** The mean over repositories, so that a large one does not speak for all. */
export function macroAverage(rows: readonly Measurement[]): ErrorSummary {
  const each = [...new Set(rows.map(({ repo }) => repo))].map((repo) =>
    summarize(rows.filter((row) => row.repo === repo)),
  );
  const mean = (of: (one: ErrorSummary) => number): number => each.reduce((sum, one) => sum + of(one), 0) / each.length;
  return {
    count: each.length,
    median: mean((one) => one.median),
    p95: mean((one) => one.p95),
    bias: mean((one) => one.bias),
    exact: mean((one) => one.exact),
    inBand: mean((one) => one.inBand),
  };
}

export function errorTable(rows: readonly Measurement[]): string {
  const groups = new Map<string, Measurement[]>();
  for (const row of rows) {
    const sizes = [
      'all',
      ...(row.actual >= 100 ? ['all, 100 tokens and more'] : []),
      ...(row.actual >= 1000 ? ['all, 1,000 tokens and more'] : []),
    ];
    for (const key of [...row.groups, `repository ${row.repo}`, ...sizes]) {
      const group = groups.get(key) ?? [];
      group.push(row);
      groups.set(key, group);
    }
  }
  const lines = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => line(key, summarize(group)));
  return [
    '| group | n | median % | p95 % | bias % | exact % | in band % |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
    line('mean of the repositories', macroAverage(rows)),
  ].join('\n');
}

function line(key: string, { count, median, p95, bias, exact, inBand }: ErrorSummary): string {
  return `| ${key} | ${count} | ${[median, p95, bias].map((one) => one.toFixed(2)).join(' | ')} | ${exact.toFixed(1)} | ${inBand.toFixed(1)} |`;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
