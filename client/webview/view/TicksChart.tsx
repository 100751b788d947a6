// The ticks of the run as a chart: stacked bars with the uncached twin as outline, the hit rate as a line, and the cost so far below.
import { ticks as niceTicks } from 'd3-array';
import { useMemo, useState } from 'preact/hooks';
import type { TimelineTick } from '../../../server/src/engine/profile/index.ts';
import { areaPath, barsPath, linePath, outlinePath, scaleOf } from '../model/chartPaths.ts';
import { count, dollars } from '../model/format.ts';
import type { Stacks } from '../model/stacks.ts';
import { tickText } from '../model/tickText.ts';
import { useWidth } from './useWidth.ts';

interface TicksChartProps {
  readonly stacks: Stacks;
  readonly ticks: readonly TimelineTick[];
  readonly unit: 'tokens' | 'dollars';
  /** From 0. */
  readonly selected: number;
  readonly onSelect: (tick: number) => void;
}

const left = 62;
const right = 42;
const top = 10;
const barsHeight = 190;
const gap = 34;
const totalsHeight = 84;
const bottom = 22;

export function TicksChart({ stacks, ticks, unit, selected, onSelect }: TicksChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [hovered, setHovered] = useState<number>();
  const scale = scaleOf({ count: ticks.length, left, right: width - right });
  const tickAt = (clientX: number): number => {
    const box = ref.current?.getBoundingClientRect();
    return box === undefined ? 0 : scale.tickAt(clientX - box.left);
  };
  const drawing = useMemo(() => <Drawing stacks={stacks} unit={unit} width={width} />, [stacks, unit, width]);
  const shown = hovered ?? selected;
  const height = heightOf(stacks);
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
      <svg class="ticks-drawing" width={width} height={height} aria-hidden="true">
        <rect class="chosen" x={scale.start(shown)} y={top} width={scale.step} height={height - top - bottom} />
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

function heightOf({ totals }: Stacks): number {
  return top + barsHeight + bottom + (totals === undefined ? 0 : gap + totalsHeight);
}

function Drawing({ stacks, unit, width }: { readonly stacks: Stacks; readonly unit: string; readonly width: number }) {
  const { edges, parts, uncached, rates, totals, uncachedTotals, most } = stacks;
  const length = rates.length;
  const end = width - right;
  const scale = scaleOf({ count: length, left, right: end });
  const format = unit === 'tokens' ? count : dollars;
  const y = (value: number): number => top + barsHeight * (1 - value / most);
  const rateY = (value: number): number => top + barsHeight * (1 - value);
  const hasRates = rates.some((rate) => rate !== undefined);
  return (
    <g>
      {niceTicks(0, most, 4).map((value) => (
        <g key={value}>
          <path class="grid" d={`M${left} ${y(value)}H${end}`} />
          <text class="axis" x={left - 8} y={y(value) + 4} text-anchor="end">
            {value === 0 ? '0' : format(value)}
          </text>
        </g>
      ))}
      {parts.map(({ kind }, part) => {
        const d = barsPath(scale, edges[part] ?? [], y);
        return (
          <g key={kind}>
            <path class={`bill bill-${kind}`} d={d} />
            {kind === 'read' ? null : <path class="bill-pattern" d={d} fill={`url(#bill-${kind})`} />}
          </g>
        );
      })}
      <path class="twin" d={outlinePath(scale, uncached, y)} />
      {hasRates ? (
        <>
          {[0, 0.5, 1].map((value) => (
            <text key={value} class="axis" x={end + 8} y={rateY(value) + 4}>
              {value * 100}%
            </text>
          ))}
          <path class="rate-halo" d={linePath(scale, rates, rateY)} />
          <path class="rate-line" d={linePath(scale, rates, rateY)} />
        </>
      ) : null}
      <Totals totals={totals} uncached={uncachedTotals} scale={scale} end={end} />
      <TickNumbers length={length} scale={scale} y={heightOf(stacks) - 6} width={end - left} />
    </g>
  );
}

interface TotalsProps {
  readonly totals: Stacks['totals'];
  readonly uncached: Stacks['uncachedTotals'];
  readonly scale: ReturnType<typeof scaleOf>;
  readonly end: number;
}

function Totals({ totals, uncached, scale, end }: TotalsProps) {
  if (totals === undefined) return null;
  const from = top + barsHeight + gap;
  const most = Math.max(totals.at(-1) ?? 0, uncached?.at(-1) ?? 0, Number.MIN_VALUE);
  const y = (value: number): number => from + totalsHeight * (1 - value / most);
  return (
    <g>
      <text class="axis" x={left} y={from - 10}>
        cost so far
      </text>
      {niceTicks(0, most, 2).map((value) => (
        <g key={value}>
          <path class="grid" d={`M${left} ${y(value)}H${end}`} />
          <text class="axis" x={left - 8} y={y(value) + 4} text-anchor="end">
            {value === 0 ? '0' : dollars(value)}
          </text>
        </g>
      ))}
      <path class="total-area" d={areaPath(scale, totals, y)} />
      <path class="total-line" d={linePath(scale, totals, y)} />
      {uncached === undefined ? null : <path class="twin" d={linePath(scale, uncached, y)} />}
    </g>
  );
}

interface TickNumbersProps {
  readonly length: number;
  readonly scale: ReturnType<typeof scaleOf>;
  readonly y: number;
  readonly width: number;
}

function TickNumbers({ length, scale, y, width }: TickNumbersProps) {
  const step = Math.max(1, Math.ceil(length / Math.max(1, Math.floor(width / 34))));
  const shown = Array.from({ length }, (_, at) => at).filter((at) => at === 0 || (at + 1) % step === 0);
  return (
    <g>
      {shown.map((at) => (
        <text key={at} class="axis" x={scale.middle(at)} y={y} text-anchor="middle">
          {at + 1}
        </text>
      ))}
    </g>
  );
}
