// Prints rows in columns: the first to the left, numbers to the right.
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  console.log(title);
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('   '),
    );
  console.log('');
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

export const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '–' : `${Math.round(bytes / 1_000_000)} MB`;

export const times = (ours: number, theirs: number): string => `${(ours / theirs).toFixed(2)} ×`;
