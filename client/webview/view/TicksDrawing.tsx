// The ticks of the run drawn: stacked bars with the uncached twin as outline, the hit rate as a line, and the cost so far below.
import { ticks as niceTicks } from 'd3-array';
import { areaPath, barsPath, linePath, outlinePath, scaleOf, type TickScale } from '../model/chartPaths.ts';
import { count, dollars } from '../model/format.ts';
import type { Stacks } from '../model/stacks.ts';

const left = 62;
const right = 42;
const top = 10;
const barsHeight = 190;
const gap = 34;
const totalsHeight = 84;
const bottom = 22;

/** Pixels above the bars. */
export const chartTop = top;

export function chartScale(count: number, width: number): TickScale {
  return scaleOf({ count, left, right: width - right });
}

export function chartHeight(stacks: Stacks): number {
  return top + drawnHeight(stacks) + bottom;
}

/** Without what stands above and below. */
export function drawnHeight({ totals }: Stacks): number {
  return barsHeight + (totals === undefined ? 0 : gap + totalsHeight);
}

interface TicksDrawingProps {
  readonly stacks: Stacks;
  readonly unit: 'tokens' | 'dollars';
  readonly width: number;
}

export function TicksDrawing({ stacks, unit, width }: TicksDrawingProps) {
  const { edges, parts, uncached, rates, totals, uncachedTotals, most } = stacks;
  const length = rates.length;
  const end = width - right;
  const scale = chartScale(length, width);
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
      <TickNumbers length={length} scale={scale} y={chartHeight(stacks) - 6} width={end - left} />
    </g>
  );
}

interface TotalsProps {
  readonly totals: Stacks['totals'];
  readonly uncached: Stacks['uncachedTotals'];
  readonly scale: TickScale;
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
  readonly scale: TickScale;
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
