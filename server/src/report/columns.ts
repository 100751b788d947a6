// Lays rows out in monospaced columns.

export type Align = 'left' | 'right';

/** Columns are two spaces apart; nothing trails. `aligns` gives one entry per column, left when absent. */
export function columns(rows: readonly (readonly string[])[], aligns: readonly Align[] = []): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - widthOf(cell));
        return aligns[at] === 'right' ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Characters as a reader counts them. */
function widthOf(text: string): number {
  return [...text].length;
}
