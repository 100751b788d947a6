// The outlines of a chart over ticks as path data: one path for all bars of a part, so that 200 ticks draw as fast as ten.

export interface TickScale {
  readonly count: number;
  /** Pixels from one tick to the next. */
  readonly step: number;
  readonly barWidth: number;
  readonly start: (tick: number) => number;
  readonly middle: (tick: number) => number;
  readonly tickAt: (x: number) => number;
}

const widestBar = 48;

export function scaleOf({
  count,
  left,
  right,
}: {
  readonly count: number;
  readonly left: number;
  readonly right: number;
}): TickScale {
  const step = Math.max(0.1, right - left) / Math.max(1, count);
  const barWidth = Math.min(widestBar, step > 4 ? step * 0.72 : step);
  return {
    count,
    step,
    barWidth,
    start: (tick) => left + tick * step,
    middle: (tick) => left + (tick + 0.5) * step,
    tickAt: (x) => Math.min(count - 1, Math.max(0, Math.floor((x - left) / step))),
  };
}

export function barsPath(
  scale: TickScale,
  edges: readonly (readonly [number, number])[],
  y: (value: number) => number,
): string {
  let path = '';
  for (const [tick, [from, to]] of edges.entries()) {
    if (to <= from) continue;
    const x = scale.middle(tick) - scale.barWidth / 2;
    path += `M${point(x)} ${point(y(from))}V${point(y(to))}h${point(scale.barWidth)}V${point(y(from))}z`;
  }
  return path;
}

export function outlinePath(scale: TickScale, values: readonly number[], y: (value: number) => number): string {
  return values
    .map((value, tick) => {
      const x = scale.middle(tick) - scale.barWidth / 2;
      return `M${point(x)} ${point(y(0))}V${point(y(value))}h${point(scale.barWidth)}V${point(y(0))}`;
    })
    .join('');
}

/** Broken where a value is not known. */
export function linePath(
  scale: TickScale,
  values: readonly (number | undefined)[],
  y: (value: number) => number,
): string {
  let path = '';
  let isOpen = false;
  for (const [tick, value] of values.entries()) {
    if (value === undefined) {
      isOpen = false;
      continue;
    }
    const dot = values.length === 1 ? 'h.01' : '';
    path += `${isOpen ? 'L' : 'M'}${point(scale.middle(tick))} ${point(y(value))}${dot}`;
    isOpen = true;
  }
  return path;
}

export function areaPath(scale: TickScale, values: readonly number[], y: (value: number) => number): string {
  if (values.length === 0) return '';
  const line = linePath(scale, values, y).replace('h.01', '');
  return `${line}V${point(y(0))}H${point(scale.middle(0))}z`;
}

function point(value: number): string {
  return String(Math.round(value * 10) / 10);
}
