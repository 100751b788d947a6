// The ticks of a run that was sent, each beside its prediction.
import type { ProfileTick } from '../../../server/src/protocol/index.ts';
import { count, dollars, rate } from '../model/format.ts';
import { totalsOf, writtenIn } from '../model/measured.ts';
import { missWords } from '../model/missWords.ts';

export function MeasuredTable({ ticks }: { readonly ticks: readonly ProfileTick[] }) {
  const totals = totalsOf(ticks);
  const isTimed = ticks.some(({ firstTokenMilliseconds }) => firstTokenMilliseconds !== undefined);
  const heads = [
    'read',
    'write',
    'fresh',
    'output',
    'hit rate',
    'predicted',
    'cost',
    'predicted',
    ...(isTimed ? ['first token'] : []),
  ];
  return (
    <section class="scroll" aria-label="Ticks as measured">
      <table>
        <thead>
          <tr>
            <th scope="col">Tick</th>
            {heads.map((head, at) => (
              <th key={`${head}${at}`} scope="col" class="number">
                {head}
              </th>
            ))}
            <th scope="col">missed</th>
          </tr>
        </thead>
        <tbody>
          {ticks.map(({ tick, tokens, hitRate, cost, predicted, missReason, firstTokenMilliseconds: wait }) => (
            <tr key={tick}>
              <td>{tick}</td>
              <td class="number">{count(tokens.read)}</td>
              <td class="number">{count(writtenIn(tokens))}</td>
              <td class="number">{count(tokens.fresh)}</td>
              <td class="number">{count(tokens.output)}</td>
              <td class="number">
                <b>{rate(hitRate)}</b>
              </td>
              <td class="number dim">{predicted === undefined ? '–' : rate(predicted.hitRate)}</td>
              <td class="number">
                <b>{dollars(cost)}</b>
              </td>
              <td class="number dim">{predicted === undefined ? '–' : dollars(predicted.cost)}</td>
              {isTimed ? <td class="number">{wait === undefined ? '–' : `${(wait / 1000).toFixed(2)} s`}</td> : null}
              <td>{missReason === undefined ? '' : missWords(missReason).title}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={5}>
              Whole run
            </th>
            <td class="number">
              <b>{rate(totals.rate)}</b>
            </td>
            <td class="number dim">{totals.predictedRate === undefined ? '–' : rate(totals.predictedRate)}</td>
            <td class="number">
              <b>{dollars(totals.cost)}</b>
            </td>
            <td class="number dim">{totals.predictedCost === undefined ? '–' : dollars(totals.predictedCost)}</td>
            {isTimed ? <td /> : null}
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
