// The cached prefix of one model call as its lock keeps it.
import { createHash } from 'node:crypto';
import type { Block, Piece, Place, Segment } from '../../engine/index.ts';
import type { LockedCall, LockedPart } from '../../protocol/index.ts';
import { cachedSegments, callName } from '../../report/index.ts';
import type { PlacedCall } from '../placedCalls.ts';

export interface PlacedPrefix extends LockedCall {
  readonly placed: PlacedCall;
  /** Where each part is edited, in the order of `prefix`. */
  readonly places: readonly Place[];
}

/** Undefined where every conversation has a prefix of its own, or none is cached: no change of the sources can lose a shared one. */
export function lockedCall(placed: PlacedCall): PlacedPrefix | undefined {
  const { call, file } = placed;
  const { layout, estimate } = call;
  const locked = layout.segments.slice(0, Math.min(cachedSegments(call), layout.stableSegments));
  const blocks = [...new Set(locked.map(({ block }) => block))].flatMap((index) => {
    const block = layout.blocks[index];
    return block === undefined ? [] : [{ index, block }];
  });
  if (blocks.length === 0) return undefined;
  const prefix = blocks.map(({ index, block }): LockedPart => {
    const segments = locked.filter((segment) => segment.block === index);
    const end = (segments.at(-1)?.index ?? -1) + 1;
    return {
      part: partName(
        block,
        blocks
          .slice(
            0,
            blocks.findIndex((one) => one.index === index),
          )
          .map((one) => one.block),
      ),
      tokens: segments.reduce((sum, { index: at }) => sum + (estimate.segments[at]?.tokens ?? 0), 0),
      hash: hashOf(segments.flatMap(({ pieces }) => pieces)),
      ...(layout.breakpoints.some(({ after }) => after === end) ? { mark: true as const } : {}),
    };
  });
  return {
    file,
    name: callName(call),
    callee: call.call.site.callee.label,
    ...(estimate.model === undefined ? {} : { model: estimate.model }),
    tokens: prefix.reduce((sum, { tokens }) => sum + tokens, 0),
    prefix,
    placed,
    places: blocks.map(
      ({ index, block }) => textPlace(locked.filter((segment) => segment.block === index)) ?? block.place,
    ),
  };
}

function partName(block: Block, before: readonly Block[]): string {
  if (block.level === 'tools') return block.name === undefined ? `tool ${before.length + 1}` : `tool ${block.name}`;
  const same = before.filter(({ level, role }) => level === block.level && role === block.role).length + 1;
  if (block.level === 'system') return same === 1 ? 'system' : `system ${same}`;
  return `${block.role} message ${same}`;
}

/** Where the text itself is written: a prompt often lives in another file than the call. */
function textPlace(segments: readonly Segment[]): Place | undefined {
  return segments.flatMap(({ pieces }) => pieces).find(({ kind }) => kind === 'literal')?.place;
}

/** A name may change in the code without a change on the wire, so what is known only at run time counts by its place alone. */
function hashOf(pieces: readonly Piece[]): string {
  return createHash('sha256')
    .update(JSON.stringify(joined(pieces)))
    .digest('hex')
    .slice(0, 16);
}

/** Literals that follow one another are one text, however the code cuts it. */
function joined(pieces: readonly Piece[]): readonly unknown[] {
  const parts: unknown[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'choice') parts.push(piece.options.map(joined));
    else if (piece.kind === 'hole') parts.push(0);
    else if (typeof parts.at(-1) === 'string') parts.push(`${parts.pop()}${piece.text}`);
    else parts.push(piece.text);
  }
  return parts;
}
