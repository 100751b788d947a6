// A page of a list as a model reads it: what is shown, how much there is, and how to go on.
import { counted } from '../../report/index.ts';
import type { Page } from './pageOf.ts';

export interface PageTextOptions {
  /** Of the items, or of all of them together. */
  readonly texts: readonly string[];
  /** Of one item. */
  readonly noun: string;
  readonly notes: readonly string[];
  /** Between two items; a line break when not given. */
  readonly between?: string;
}

export function pageText(
  { shown: { length }, total, next }: Page<unknown>,
  { texts, noun, notes, between = '\n' }: PageTextOptions,
): string {
  const head = total === 0 ? `No ${noun}s.` : `${counted(total, noun)}${length < total ? `, ${length} shown` : ''}.`;
  const more = next === undefined ? [] : [`Go on with cursor ${next}`];
  const foot = [head, ...more, ...notes].join('\n');
  return texts.length === 0 ? foot : `${texts.join(between)}${between}${foot}`;
}
