// The segments of one request as the rows of a table: position, role, tokens, volatility, cached or not, and why.
import type { AnalyzedCall, Piece, Segment, TokenCount } from '../engine/index.ts';
import { describeVolatility } from './describeVolatility.ts';

export interface SegmentRow {
  /** From 1, in wire order. */
  readonly position: number;
  readonly role: string;
  readonly tokens: TokenCount;
  readonly volatility: string;
  /** A warm tick reads it from the cache. */
  readonly cached: boolean;
  /** A breakpoint stands behind it; its lifetime as written. */
  readonly breakpoint?: string;
  /** Where its text comes from: the way of a value, or the beginning of a literal. */
  readonly why: string;
}

const noTokens: TokenCount = { tokens: 0, low: 0, high: 0, method: 'assumed' };
const excerptLength = 48;

export function segmentRows(call: AnalyzedCall): readonly SegmentRow[] {
  const cached = cachedSegments(call);
  return call.layout.segments.map((segment, at) => {
    const mark = call.layout.breakpoints.find((each) => each.after === at + 1)?.mark;
    return {
      position: at + 1,
      role: roleOf(segment),
      tokens: call.estimate.segments[at] ?? noTokens,
      volatility: describeVolatility(segment.volatility),
      cached: at < cached,
      ...(mark === undefined ? {} : { breakpoint: mark.ttl === 'unknown' ? 'breakpoint' : mark.ttl }),
      why: whyOf(segment),
    };
  });
}

/** Leading segments that a warm tick reads: up to a breakpoint where there are some, else as far as the tokens reach. */
export function cachedSegments({ layout, estimate }: AnalyzedCall): number {
  const read = estimate.cachedPrefix.tokens;
  if (read <= 0) return 0;
  let best = 0;
  layout.breakpoints.forEach((breakpoint, at) => {
    const reach = estimate.breakpoints[at]?.tokens;
    if (reach !== undefined && reach <= read) best = Math.max(best, breakpoint.after);
  });
  if (best > 0) return best;
  let sum = 0;
  for (let at = 0; at < layout.segments.length; at++) {
    sum += estimate.segments[at]?.tokens ?? 0;
    if (sum > read) return at;
  }
  return layout.segments.length;
}

function roleOf(segment: Segment): string {
  if (segment.level === 'tools') return 'tools';
  if (segment.level === 'system') return 'system';
  return segment.role === 'unknown' ? 'messages' : segment.role;
}

function whyOf(segment: Segment): string {
  const { source } = segment;
  if (source !== undefined) return [source.label, ...source.steps.map((step) => step.label)].filter(isNew).join(' → ');
  if (segment.kind === 'open') return 'more may stand here';
  const text = excerpt(segment.pieces);
  return segment.kind === 'choice' ? `one of several texts: ${text}` : text;
}

function isNew(label: string, at: number, all: readonly string[]): boolean {
  return all[at - 1] !== label;
}

function excerpt(pieces: readonly Piece[]): string {
  const first = pieces[0];
  if (first === undefined) return '';
  if (first.kind === 'choice') return excerpt(first.options[0] ?? []);
  if (first.kind === 'hole') return first.source.label;
  const text = pieces
    .map((piece) => (piece.kind === 'literal' ? piece.text : '…'))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  // Cut by code points, or an emoji would be halved.
  const shown = [...text.slice(0, excerptLength * 2)].slice(0, excerptLength).join('');
  return shown.length < text.length ? `“${shown}…”` : `“${shown}”`;
}
