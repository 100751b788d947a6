// A breakpoint on the map: dragged with the pointer, moved by keys between the places where the provider takes one.
import { useRef } from 'preact/hooks';
import type { PageMark, ProfilePage } from '../../../server/src/protocol/index.ts';
import { count } from '../model/format.ts';
import { type Step, stepped } from '../model/markMoves.ts';
import { lifetimeText, markTtl, placeName } from '../model/marksView.ts';
import { plainText } from '../model/visibleText.ts';

interface MarkHandleProps {
  readonly page: ProfilePage;
  readonly mark: PageMark;
  /** Tokens in front of it, and of the whole map. */
  readonly at: number;
  readonly total: number;
  readonly isRolling: boolean;
  /** What the run comes to with the mark here, for those who cannot see the figures beside it. */
  readonly outcome: string;
  readonly places: readonly number[];
  readonly taken: ReadonlySet<number>;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onMove: (to: number | undefined) => void;
  /** Moves the mark of a block to where the pointer is; returns where it went. */
  readonly onDrag: (from: number, clientX: number) => number;
  readonly onRemove: () => void;
}

const steps: Readonly<Record<string, Step>> = {
  ArrowRight: 'next',
  ArrowUp: 'next',
  ArrowLeft: 'previous',
  ArrowDown: 'previous',
  PageUp: 'next-level',
  PageDown: 'previous-level',
  Home: 'first',
  End: 'last',
};

export function MarkHandle(props: MarkHandleProps) {
  const { page, mark, at, total, isRolling, outcome, places, taken, isSelected } = props;
  // While dragged, the block that the mark stands behind now.
  const dragged = useRef<number | undefined>(undefined);
  const place = placeName(mark.block, page.blocks);
  const text = plainText(
    `behind ${place}, ${count(at)} tokens in front, lives ${lifetimeText(mark.ttl)}${isRolling ? ', moves with the conversation' : ''}`,
    200,
  );
  return (
    <div
      class={`handle${isSelected ? ' handle-selected' : ''}${isRolling ? ' handle-rolling' : ''}`}
      style={{ left: `${(at / total) * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label="Breakpoint"
      aria-valuemin={1}
      aria-valuemax={places.length}
      aria-valuenow={places.indexOf(mark.block) + 1}
      aria-valuetext={`${text}${outcome}`}
      title={`Breakpoint ${text}`}
      onFocus={props.onSelect}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        event.preventDefault();
        dragged.current = mark.block;
      }}
      onPointerMove={(event) => {
        if (dragged.current !== undefined) dragged.current = props.onDrag(dragged.current, event.clientX);
      }}
      onLostPointerCapture={() => {
        dragged.current = undefined;
      }}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step !== undefined) {
          event.preventDefault();
          props.onMove(stepped(mark.block, step, places, page.blocks, taken));
        } else if (event.key === 'Delete' || event.key === 'Backspace') {
          event.preventDefault();
          props.onRemove();
        }
      }}
    >
      <span class="handle-text">{markTtl(mark, page.rules)}</span>
    </div>
  );
}
