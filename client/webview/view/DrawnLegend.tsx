// The legend of the chart, drawn into it: a picture that leaves the page must explain itself.
import type { BilledPart } from '../model/billedParts.ts';

export const legendHeight = 30;
const itemWidth = 104;

export function DrawnLegend({ parts, y }: { readonly parts: readonly BilledPart[]; readonly y: number }) {
  const lines = [
    { name: 'hit rate', style: 'rate-line' },
    { name: 'uncached', style: 'twin' },
  ];
  return (
    <g>
      {parts.map(({ kind, name }, at) => (
        <g key={kind}>
          <rect class={`bill bill-${kind}`} x={62 + at * itemWidth} y={y} width={14} height={12} />
          {kind === 'read' ? null : (
            <rect
              class="bill-pattern"
              x={62 + at * itemWidth}
              y={y}
              width={14}
              height={12}
              fill={`url(#bill-${kind})`}
            />
          )}
          <text class="axis" x={82 + at * itemWidth} y={y + 10}>
            {name}
          </text>
        </g>
      ))}
      {lines.map(({ name, style }, at) => (
        <g key={name}>
          <path class={style} d={`M${62 + (parts.length + at) * itemWidth} ${y + 6}h14`} />
          <text class="axis" x={82 + (parts.length + at) * itemWidth} y={y + 10}>
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}
