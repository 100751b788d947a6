// The ticks of the run as a table.
import { inputTokens, type Money, type TimelineTick } from '../../../server/src/engine/profile/index.ts';
import { partsOf } from '../model/billedParts.ts';
import { count, money, rate } from '../model/format.ts';
import { missWords } from '../model/missWords.ts';

interface TicksTableProps {
  readonly ticks: readonly TimelineTick[];
  /** From 0. */
  readonly selected: number;
  readonly onSelect: (tick: number) => void;
}

export function TicksTable({ ticks, selected, onSelect }: TicksTableProps) {
  const parts = partsOf(ticks.map(({ usage }) => usage));
  let total: Money | undefined = 0n;
  return (
    <section class="scroll" aria-label="Ticks of the run">
      <table>
        <thead>
          <tr>
            <th scope="col">Tick</th>
            <th scope="col" class="number">
              input
            </th>
            {parts.map(({ kind, name }) => (
              <th key={kind} scope="col" class="number">
                {name}
              </th>
            ))}
            <th scope="col" class="number">
              hit rate
            </th>
            <th scope="col" class="number">
              cost
            </th>
            <th scope="col" class="number">
              so far
            </th>
            <th scope="col" class="number">
              uncached
            </th>
            <th scope="col">missed</th>
          </tr>
        </thead>
        <tbody>
          {ticks.map(({ usage, hitRate, cost, uncached, miss }, at) => {
            total = total === undefined || cost === undefined ? undefined : total + cost;
            return (
              <tr key={at} class={at === selected ? 'selected' : undefined}>
                <td>
                  <button type="button" class="link" onClick={() => onSelect(at)}>
                    {at + 1}
                  </button>
                </td>
                <td class="number">{count(inputTokens(usage))}</td>
                {parts.map(({ kind, tokens }) => (
                  <td key={kind} class="number">
                    {count(tokens(usage))}
                  </td>
                ))}
                <td class="number">{rate(hitRate)}</td>
                <td class="number">{money(cost)}</td>
                <td class="number">{money(total)}</td>
                <td class="number">{money(uncached)}</td>
                <td>{miss === undefined ? '' : missWords(miss.reason).title}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
