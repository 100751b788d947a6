// Puts a request on the wire: blocks in the provider's order, cut into segments, with the breakpoints between them.
import {
  type Block,
  type Breakpoint,
  isStable,
  type Layout,
  type Level,
  type Part,
  type Piece,
  type Request,
  type Segment,
  unknownVolatility,
} from '../model/index.ts';
import { cutBlock } from './cutBlock.ts';
import { changesForSure } from './pieceVolatility.ts';

/** Order of the levels on the wire. Every provider known so far renders tools first. */
export const usualOrder: readonly Level[] = ['tools', 'system', 'messages'];

/**
 * `order` is the provider's, from the catalog.
 *
 * `stableSegments` counts the leading segments that are known to stay the same; it ends before the first one that changes *or* of
 * which nothing is known, and before a level whose order is not pinned. `firstVolatile` wants evidence: it skips the unknown. So
 * between the two there may be segments about which no verdict is possible.
 */
export function layOut(request: Request, order: readonly Level[] = usualOrder): Layout {
  const blocks: Block[] = [];
  const segments: Segment[] = [];
  const breakpoints: Breakpoint[] = [];
  let pinned = Number.POSITIVE_INFINITY;
  for (const level of order) {
    const part = request[level];
    if (part === undefined) continue;
    if (!isPinned(part)) pinned = Math.min(pinned, segments.length);
    for (const { block, isOpen } of standingBlocks(part)) {
      const index = blocks.push(block) - 1;
      for (const cut of cutBlock(block, part, isOpen)) segments.push({ ...cut, index: segments.length, block: index });
      if (block.mark !== undefined) breakpoints.push({ block: index, after: segments.length, mark: block.mark });
    }
  }
  const rolling = rollingBreakpoint(request, blocks, segments, breakpoints);
  const firstVolatile = segments.find((segment) => changesForSure(segment.volatility))?.index;
  const unstable = segments.findIndex((segment) => !isStable(segment.volatility));
  return {
    blocks,
    segments,
    breakpoints: rolling === undefined ? breakpoints : [...breakpoints, rolling],
    stableSegments: Math.min(unstable === -1 ? segments.length : unstable, pinned),
    ...(firstVolatile === undefined ? {} : { firstVolatile }),
  };
}

/** The order of fewer than two items cannot change. */
function isPinned(part: Part): boolean {
  return part.order.fixed || (part.blocks.length < 2 && !part.open && !part.blocks.some((block) => block.repeated));
}

/** The listed blocks, with one block in the place of those that are not listed. */
function standingBlocks(part: Part): readonly { readonly block: Block; readonly isOpen: boolean }[] {
  const listed = part.blocks.map((block) => ({ block, isOpen: false }));
  if (!part.open) return listed;
  const at = Math.min(part.openAt ?? listed.length, listed.length);
  return [...listed.slice(0, at), { block: openBlock(part, at), isOpen: true }, ...listed.slice(at)];
}

function openBlock(part: Part, at: number): Block {
  const { openSource: source, openVolatility: volatility = unknownVolatility } = part;
  const pieces: readonly Piece[] =
    source === undefined ? [] : [{ kind: 'hole', place: source.place, volatility, source }];
  return {
    level: part.level,
    role: part.level === 'messages' ? 'unknown' : 'system',
    type: part.level === 'tools' ? 'tool' : 'unknown',
    pieces,
    presence: 'sometimes',
    repeated: true,
    place: part.place,
    value: part.value,
    message: part.level === 'messages' ? (part.blocks[at]?.message ?? part.blocks.length) : -1,
  };
}

/** Automatic caching marks the end of the request; the recognizer leaves it to the layout when unlisted blocks end it. */
function rollingBreakpoint(
  request: Request,
  blocks: readonly Block[],
  segments: readonly Segment[],
  breakpoints: readonly Breakpoint[],
): Breakpoint | undefined {
  const last = blocks.at(-1);
  if (request.cacheMode !== 'rolling' || last === undefined || last.mark !== undefined) return undefined;
  if (breakpoints.some(({ mark }) => mark.automatic)) return undefined;
  const asked = request.params.get('cache_control');
  const mark = {
    ttl: 'unknown',
    presence: asked?.presence ?? 'always',
    place: asked?.place ?? last.place,
    automatic: true,
  } as const;
  return { block: blocks.length - 1, after: segments.length, mark };
}
