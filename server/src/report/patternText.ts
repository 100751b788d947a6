// The patterns that a call is part of, and what it does in them, on one line.
import type { AnalyzedCall, PatternShare } from '../engine/index.ts';

/** `route (router) · agent loop`; empty for a call by itself. */
export function patternText({ patterns }: Pick<AnalyzedCall, 'patterns'>): string {
  return [...new Set(patterns.map(shareText))].join(' · ');
}

function shareText({ name, role, position, size }: PatternShare): string {
  if (position !== undefined) return `${name} (${role ?? 'step'} ${position} of ${size})`;
  return role === undefined ? name : `${name} (${role})`;
}
