// Where the prompt of a model call is written, and what becomes of each part of it on a warm tick.
import type { AnalyzedCall, Place, Segment, TokenCount } from '../engine/index.ts';
import { type PromptState, promptStates } from './promptStates.ts';

export interface PromptPlace {
  readonly place: Place;
  readonly level: Segment['level'];
  /** `tools`: the whole list, where it is written. */
  readonly kind: Segment['kind'] | 'tools';
  /** Tools in the list, where that is known. */
  readonly count?: number;
  readonly tokens: TokenCount;
  readonly state: PromptState;
}

/** In wire order, the list of the tools first. A part that is put together from several files has a place in each. */
export function promptPlaces(analyzed: AnalyzedCall): readonly PromptPlace[] {
  const { layout, estimate } = analyzed;
  const states = promptStates(analyzed);
  return [
    ...toolList(analyzed, states),
    ...layout.segments.flatMap((segment, at) =>
      placesOf(segment).map((place) => ({
        place,
        level: segment.level,
        kind: segment.kind,
        tokens: estimate.segments[at] ?? { tokens: 0, low: 0, high: 0, method: 'assumed' },
        state: states[at] ?? 'plain',
      })),
    ),
  ];
}

function toolList({ call, layout, estimate }: AnalyzedCall, states: readonly PromptState[]): readonly PromptPlace[] {
  const segments = layout.segments.filter(({ level }) => level === 'tools');
  const [first] = segments;
  const place = call.request.tools?.value.place;
  if (first === undefined || place === undefined) return [];
  const tokens = segments.reduce<TokenCount>(
    (sum, { index }) => {
      const own = estimate.segments[index];
      if (own === undefined) return sum;
      return { ...own, tokens: sum.tokens + own.tokens, low: sum.low + own.low, high: sum.high + own.high };
    },
    { tokens: 0, low: 0, high: 0, method: 'exact' },
  );
  const blocks = layout.blocks.filter(({ level }) => level === 'tools');
  const isKnown =
    call.request.tools?.open === false && blocks.every((block) => !block.repeated && block.presence === 'always');
  const state = states[first.index] ?? 'plain';
  return [{ place, level: 'tools', kind: 'tools', tokens, ...(isKnown ? { count: blocks.length } : {}), state }];
}

/** One for each file that the text is written in. */
function placesOf(segment: Segment): readonly Place[] {
  const written = segment.pieces.map(({ place }) => place);
  const places = written.length === 0 ? [segment.place] : written;
  const byPath = new Map<string, Place>();
  for (const place of places) {
    const known = byPath.get(place.path);
    byPath.set(
      place.path,
      known === undefined
        ? place
        : { path: place.path, start: Math.min(known.start, place.start), end: Math.max(known.end, place.end) },
    );
  }
  return [...byPath.values()];
}
