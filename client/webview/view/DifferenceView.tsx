// Two texts around the place where they part, with what differs marked.
import { count } from '../model/format.ts';
import { difference } from '../model/misses.ts';
import { Visible } from './Visible.tsx';

interface DifferenceViewProps {
  readonly before: string;
  readonly after: string;
  /** Of the prompt, in front of the difference. */
  readonly byte: number;
  readonly place: string;
}

export function DifferenceView({ before, after, byte, place }: DifferenceViewProps) {
  const { front, back } = difference(before, after);
  return (
    <div class="difference">
      <p class="dim">
        at byte {count(byte)}, <Visible text={place} most={120} />
      </p>
      <Line name="before" text={before} front={front} back={back} />
      <Line name="then" text={after} front={front} back={back} />
    </div>
  );
}

interface LineProps {
  readonly name: string;
  readonly text: string;
  readonly front: number;
  readonly back: number;
}

/** Characters of a difference that are drawn. */
const most = 200;

function Line({ name, text, front, back }: LineProps) {
  const middle = text.slice(front, text.length - back);
  return (
    <p class="difference-line">
      <span class="dim">{name}</span>
      <code>
        <Visible text={text.slice(Math.max(0, front - most), front)} />
        <mark>{middle === '' ? <span class="control">nothing</span> : <Visible text={middle} most={most} />}</mark>
        <Visible text={text.slice(text.length - back)} most={most} />
      </code>
    </p>
  );
}
