// Under the map: how far one tick reads the cache, what it writes behind that, and what is billed afresh.
import type { TickUsage } from '../../../server/src/engine/profile/index.ts';
import { partsOf } from '../model/billedParts.ts';
import { count } from '../model/format.ts';

export function BillStrip({ usage, tick }: { readonly usage: TickUsage; readonly tick: number }) {
  const parts = partsOf([usage]).filter(({ kind }) => kind !== 'output');
  const total = parts.reduce((sum, { tokens }) => sum + tokens(usage), 0);
  const shown = parts.filter(({ tokens }) => tokens(usage) > 0);
  const text = shown.map(({ name, tokens }) => `${name} ${count(tokens(usage))}`).join(', ');
  let start = 0;
  return (
    <div class="strip">
      <svg class="strip-drawing" role="img" aria-label={`Tick ${tick + 1}: ${text}`}>
        {shown.map(({ kind, tokens }) => {
          const x = `${(start / total) * 100}%`;
          const width = `${(tokens(usage) / total) * 100}%`;
          start += tokens(usage);
          return (
            <g key={kind}>
              <rect class={`bill bill-${kind}`} x={x} y="0" width={width} height="100%" />
              {kind === 'read' ? null : (
                <rect class="bill-pattern" x={x} y="0" width={width} height="100%" fill={`url(#bill-${kind})`} />
              )}
            </g>
          );
        })}
      </svg>
      <p class="strip-text" aria-hidden="true">
        {shown.map(({ kind, name, tokens }) => (
          <span key={kind}>
            {name} <b>{count(tokens(usage))}</b>
          </span>
        ))}
      </p>
    </div>
  );
}
