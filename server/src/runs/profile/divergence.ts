// Finds the first byte in which two prompts differ, and where it was written.
import type { SampledUnit } from '../../engine/index.ts';
import type { Divergence } from '../../protocol/index.ts';

/** Line of an offset of a file, from 1; undefined when the file is not at hand. */
export type LineOf = (path: string, offset: number) => number | undefined;

const contextBefore = 12;
const contextAfter = 24;

/** Undefined when the later prompt begins with the earlier one. */
export function divergenceOf(
  earlier: readonly SampledUnit[],
  later: readonly SampledUnit[],
  lineOf: LineOf,
): Divergence | undefined {
  let bytes = 0;
  for (const [block, unit] of earlier.entries()) {
    const now = later[block];
    if (now !== undefined && unit.text === now.text && unit.level === now.level) {
      bytes += Buffer.byteLength(unit.text);
      continue;
    }
    const at = now === undefined ? 0 : sharedLength(unit.text, now.text);
    const shown = now ?? unit;
    const source = now === undefined ? undefined : sourceOf(now, at, lineOf);
    return {
      byte: bytes + Buffer.byteLength(shown.text.slice(0, at)),
      level: shown.level,
      block,
      before: excerpt(unit.text, at),
      after: excerpt(now?.text ?? '', at),
      ...(source === undefined ? {} : { source }),
    };
  }
  return undefined;
}

/** Characters that two texts share at their beginning; never half of a surrogate pair. */
export function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const last = a.charCodeAt(at - 1);
  return at > 0 && last >= 0xd800 && last <= 0xdbff ? at - 1 : at;
}

export function excerpt(text: string, at: number): string {
  return text.slice(Math.max(0, at - contextBefore), at + contextAfter);
}

function sourceOf(unit: SampledUnit, at: number, lineOf: LineOf): Divergence['source'] {
  const span = unit.spans.find(({ start, end }) => at >= start && at < end) ?? unit.spans.at(-1);
  if (span === undefined) return undefined;
  const { path, start, end } = span.place;
  const first = lineOf(path, start);
  if (first === undefined) return undefined;
  // A literal of several lines has them in its source as well, unless it was joined from shorter ones.
  const within = span.hole === undefined ? unit.text.slice(span.start, at).split('\n').length - 1 : 0;
  const line = Math.min(first + within, lineOf(path, end) ?? first);
  return { path, line, ...(span.hole === undefined ? {} : { label: span.hole }) };
}
