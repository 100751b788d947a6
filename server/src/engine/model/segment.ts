// The prompt of one request in the provider's wire order, cut where volatility, role or origin changes.
import type { Place } from '../text/index.ts';
import type { Block, Level, Mark } from './request.ts';
import type { Piece, Presence, Source } from './value.ts';
import type { Volatility } from './volatility.ts';

/** A maximal run of the prompt with one volatility and one origin. Order in the array is wire order. */
export interface Segment {
  readonly index: number;
  readonly level: Level;
  readonly role: Block['role'];
  /** Index into `Layout.blocks`. */
  readonly block: number;
  /** `open`: blocks that are not listed may stand here. */
  readonly kind: 'text' | 'hole' | 'choice' | 'open';
  readonly pieces: readonly Piece[];
  readonly volatility: Volatility;
  readonly source?: Source;
  readonly presence: Presence;
  readonly repeated: boolean;
  readonly place: Place;
}

/** A breakpoint at the end of a block. `after` is the number of segments before it. */
export interface Breakpoint {
  readonly block: number;
  readonly after: number;
  readonly mark: Mark;
}

/** A request on the wire. */
export interface Layout {
  readonly blocks: readonly Block[];
  readonly segments: readonly Segment[];
  readonly breakpoints: readonly Breakpoint[];
  /** Number of leading segments that are the same on every request, as far as is known. */
  readonly stableSegments: number;
  /** First segment that changes between requests, if any: what breaks the prefix. */
  readonly firstVolatile?: number;
}
