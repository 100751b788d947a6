// What becomes of the answer of one call, on the way that leads to it.
import type { AnswerUse, Facts, ModelCall } from '../../model/index.ts';
import { isSamePlace } from '../../text/index.ts';

export function answerUsesOf({ site }: ModelCall, { answerUses }: Facts): readonly AnswerUse[] {
  const caller = site.frames.at(-1)?.place;
  return answerUses.filter(
    ({ request, way }) =>
      isSamePlace(request, site.place) && (way === undefined || (caller !== undefined && isSamePlace(way, caller))),
  );
}
