// The first line of a loop, where findings about it are shown.
import type { LoopFact } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { Documents } from '../rule.ts';

/** The head of the loop, without its body. */
export function headOfLoop({ place }: Pick<LoopFact, 'place'>, documents: Documents): Place {
  const { path, start, end } = place;
  const [line = ''] = (documents.text(path)?.slice(start, end) ?? '').split('\n');
  const head = line.replace(/\s*[{:]?\s*(?:#.*|\/\/.*)?\r?$/, '');
  return { ...place, end: start + head.length };
}
