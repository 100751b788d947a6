// Compares two lists without regard to their order.

/** `- one` for each that is missing in `after`, `+ one` for each that is new. */
export function differences(before: readonly string[], after: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const one of before) counts.set(one, (counts.get(one) ?? 0) - 1);
  for (const one of after) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].flatMap(([one, count]) => Array<string>(Math.abs(count)).fill(`${count < 0 ? '-' : '+'} ${one}`));
}
