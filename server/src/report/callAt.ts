// Finds the model call that a place in the document means.
import type { Analysis, AnalyzedCall } from '../engine/index.ts';

/** The innermost call that holds the offset, else the nearest one after it, else the last one of the document. */
export function callAt(analysis: Analysis, offset: number): AnalyzedCall | undefined {
  const calls = analysis.calls
    .filter(({ call }) => call.site.place.path === analysis.path)
    .sort((a, b) => a.call.site.place.start - b.call.site.place.start);
  const holding = calls.filter(({ call: { site } }) => site.place.start <= offset && offset < site.place.end);
  return holding.at(-1) ?? calls.find(({ call }) => call.site.place.start >= offset) ?? calls.at(-1);
}
