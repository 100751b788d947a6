// The chart of the ticks as something to use: a tick is read out under the mouse, and chosen by click or keys.
import { useMemo, useState } from 'preact/hooks';
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
  readonly onSelect: (tick: number) => void;
}

export function TicksChart({ stacks, ticks, unit, selected, onSelect }: TicksChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [hovered, setHovered] = useState<number>();
  const scale = chartScale(ticks.length, width);
  const tickAt = (clientX: number): number => {
    const box = ref.current?.getBoundingClientRect();
    return box === undefined ? 0 : scale.tickAt(clientX - box.left);
  };
  const drawing = useMemo(() => <TicksDrawing stacks={stacks} unit={unit} width={width} />, [stacks, unit, width]);
  const shown = hovered ?? selected;
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
      title={hovered === undefined ? undefined : tickText(ticks, hovered)}
      onPointerMove={({ clientX }) => setHovered(tickAt(clientX))}
      onPointerLeave={() => setHovered(undefined)}
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
