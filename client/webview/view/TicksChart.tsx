// The chart of the ticks as something to use: a tick is read out under the mouse, and chosen by click or keys.
import { useMemo } from 'preact/hooks';
import type { TimelineTick } from '../../../server/src/engine/profile/index.ts';
import type { Stacks } from '../model/stacks.ts';
import { tickText } from '../model/tickText.ts';
import { chartHeight, chartScale, chartTop, drawnHeight, TicksDrawing } from './TicksDrawing.tsx';
import { useWidth } from './useWidth.ts';

interface TicksChartProps {
  readonly stacks: Stacks;
  readonly ticks: readonly TimelineTick[];
  readonly unit: 'tokens' | 'dollars';
  /** From 0. */
  readonly selected: number;
  /** Under the mouse. */
  readonly hovered: number | undefined;
  readonly onHover: (tick: number | undefined) => void;
  readonly onSelect: (tick: number) => void;
}

export function TicksChart({ stacks, ticks, unit, selected, hovered, onHover, onSelect }: TicksChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const scale = chartScale(ticks.length, width);
  const tickAt = (clientX: number): number => {
    const box = ref.current?.getBoundingClientRect();
    return box === undefined ? 0 : scale.tickAt(clientX - box.left);
  };
  const drawing = useMemo(() => <TicksDrawing stacks={stacks} unit={unit} width={width} />, [stacks, unit, width]);
  const shown = Math.min(hovered ?? selected, ticks.length - 1);
  return (
    <div
      ref={ref}
      class="chart"
      role="slider"
      tabIndex={0}
      aria-label="Tick"
      aria-valuemin={1}
      aria-valuemax={ticks.length}
      aria-valuenow={selected + 1}
      aria-valuetext={tickText(ticks, selected)}
      onPointerMove={({ clientX }) => onHover(tickAt(clientX))}
      onPointerLeave={() => onHover(undefined)}
      onPointerDown={({ clientX }) => onSelect(tickAt(clientX))}
      onKeyDown={(event) => {
        const to = keyTarget(event.key, selected, ticks.length);
        if (to === undefined) return;
        event.preventDefault();
        onSelect(to);
      }}
    >
      <svg class="ticks-drawing" width={width} height={chartHeight(stacks)} aria-hidden="true">
        <rect class="chosen" x={scale.start(shown)} y={chartTop} width={scale.step} height={drawnHeight(stacks)} />
        {drawing}
      </svg>
    </div>
  );
}

function keyTarget(key: string, at: number, length: number): number | undefined {
  const to = {
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    PageUp: at + 10,
    PageDown: at - 10,
    Home: 0,
    End: length - 1,
  }[key];
  return to === undefined ? undefined : Math.min(length - 1, Math.max(0, to));
}
