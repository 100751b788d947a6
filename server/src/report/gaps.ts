// Lists what the engine could not see of a model call, and why: the places where its sight ends.
import type { AnalyzedCall, HolePiece, Piece, Place, Segment } from '../engine/index.ts';

export interface Gap {
  /** What is not known. */
  readonly what: string;
  readonly why: string;
  readonly place: Place;
}

export function gapsOf({ call, layout, estimate }: AnalyzedCall): readonly Gap[] {
  const { request, site, history } = call;
  const gaps: Gap[] = [];
  const add = (what: string, why: string, place: Place = site.calleePlace): void => {
    if (!gaps.some((gap) => gap.what === what && gap.why === why)) gaps.push({ what, why, place });
  };
  if (request.sureness === 'likely') {
    add('which SDK is called', 'the receiver was not traced to an import; the shape of the options fits');
  }
  if (request.provider === 'unknown') add('the provider', 'neither the client nor the model name tells it');
  if (request.models.length === 0) add('the model', 'it is not a text that stands in the source', request.modelPlace);
  else if (estimate.model === undefined)
    add('the prices', `the catalog does not know ${request.models[0]}`, request.modelPlace);
  for (const level of ['tools', 'system', 'messages'] as const) {
    if (request[level]?.open === true) add(`all of ${level}`, 'more may be there than is listed', request[level].place);
  }
  for (const segment of layout.segments) {
    for (const hole of unknownHoles(segment.pieces)) add(nameOf(segment, hole), reasonOf(hole), hole.place);
  }
  if (request.hiddenMarks) add('whether it is marked', 'code that was not followed may set cache breakpoints');
  if (history.kind === 'unknown') add('what the next tick sends', 'the two rounds of the loop could not be compared');
  if (history.kind === 'rewritten') add('what stays of the conversation', history.why, history.place);
  return gaps;
}

function unknownHoles(pieces: readonly Piece[]): readonly HolePiece[] {
  return pieces.flatMap((piece): readonly HolePiece[] => {
    if (piece.kind === 'choice') return piece.options.flatMap(unknownHoles);
    return piece.kind === 'hole' && piece.volatility.sureness === 'unknown' ? [piece] : [];
  });
}

function nameOf(segment: Segment, { source }: HolePiece): string {
  return `\`${source.label}\` in ${segment.level}`;
}

const reasons = {
  parameter: 'a parameter that no caller in sight fills in',
  unresolved: 'its definition was not found, or the work limit was reached on the way to it',
  external: 'it comes out of a package, whose code is not read',
  environment: 'it is set where the program runs',
  file: 'it is read from a file that was not found',
  directory: 'it depends on what lies in a folder',
  'mutable-state': 'it is changed in other places',
} as const;

function reasonOf({ source }: HolePiece): string {
  const way = source.steps.map(({ label }) => label).filter((label) => label !== source.label);
  const reason =
    source.kind in reasons ? reasons[source.kind as keyof typeof reasons] : 'its value is known at run time only';
  return way.length === 0 ? reason : `${reason} (by way of ${way.join(' → ')})`;
}
