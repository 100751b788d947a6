// Tells the way of a value from where it is made to where it is put into the prompt, as related places.
import type { RelatedPlace, Source } from '../../model/index.ts';

/** `Date.now()` → `buildSystem()` → `system`, source first. */
export function sourceSteps(source: Source): RelatedPlace[] {
  const related: RelatedPlace[] = [{ place: source.place, message: `\`${source.label}\` comes from here` }];
  for (const step of source.steps) related.push({ place: step.place, message: `by way of \`${step.label}\`` });
  return related;
}
