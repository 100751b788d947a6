// Reads out the selected tick below the chart.
import type { TimelineTick } from '../../../server/src/engine/profile/index.ts';
import type { BilledPart } from '../model/billedParts.ts';
import { count, money, rate } from '../model/format.ts';
import { missWords } from '../model/missWords.ts';

interface TickReadoutProps {
  readonly ticks: readonly TimelineTick[];
  /** From 0. */
  readonly tick: number;
  readonly parts: readonly BilledPart[];
}

export function TickReadout({ ticks, tick, parts }: TickReadoutProps) {
  const one = ticks[tick];
  if (one === undefined) return null;
  const { usage, cost, uncached, hitRate, miss } = one;
  return (
    <div class="readout">
      <b class="readout-tick">Tick {tick + 1}</b>
      {parts.map(({ kind, name, tokens }) => (
        <span key={kind} class="readout-part">
          <svg class="swatch swatch-small" aria-hidden="true">
            <rect class={`bill bill-${kind}`} width="100%" height="100%" />
            {kind === 'read' ? null : (
              <rect class="bill-pattern" width="100%" height="100%" fill={`url(#bill-${kind})`} />
            )}
          </svg>
          {name} <b>{count(tokens(usage))}</b>
        </span>
      ))}
      <span class="readout-part">
        <svg class="swatch swatch-small" aria-hidden="true">
          <path class="rate-line" d="M0 6H12" />
        </svg>
        hit rate <b>{rate(hitRate)}</b>
      </span>
      <span class="readout-part">
        <b>{money(cost)}</b>
        {uncached === undefined ? null : <span class="dim"> uncached {money(uncached)}</span>}
      </span>
      {miss === undefined ? null : <span class="warn">{missWords(miss.reason).title}</span>}
    </div>
  );
}
