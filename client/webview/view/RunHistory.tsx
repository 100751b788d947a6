// The runs of this call that were made so far, and two of them side by side.
import { useState } from 'preact/hooks';
import type { KeptRun } from '../../../server/src/protocol/index.ts';
import { count, dollars, rate } from '../model/format.ts';
import { totalsOf } from '../model/measured.ts';
import type { Session } from './session.ts';
import { Visible } from './Visible.tsx';

export function RunHistory({ session: { state, dispatch, page } }: { readonly session: Session }) {
  const { runs } = state.kept;
  const [chosen, setChosen] = useState<readonly [before: number, after: number]>();
  if (page !== state.page) return null;
  const [before, after] = chosen ?? [runs.length - 2, runs.length - 1];
  const first = runs[before];
  const second = runs[after];
  return (
    <section class="what-if" aria-labelledby="history-title">
      <div class="section-head">
        <h3 id="history-title">Runs of this call</h3>
        {runs.length === 0 ? null : (
          <div class="actions">
            <button type="button" onClick={() => dispatch({ type: 'keep', change: { runs: [] } })}>
              Forget them
            </button>
          </div>
        )}
      </div>
      {runs.length === 0 ? (
        <p class="remark">Each run is kept here. Make one before an edit and one after it, and compare them.</p>
      ) : (
        <section class="scroll" aria-label="Runs so far">
          <table>
            <thead>
              <tr>
                <th scope="col">Run</th>
                {['ticks', 'hit rate', 'cost', 'against the one before'].map((head) => (
                  <th key={head} scope="col" class="number">
                    {head}
                  </th>
                ))}
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {runs.map(({ time, label, run }, at) => {
                const totals = totalsOf(run.ticks);
                const name = `${timeText(time)} · ${label}`;
                return (
                  <tr key={time}>
                    <td>
                      <Visible text={name} most={120} />
                    </td>
                    <td class="number">{count(run.ticks.length)}</td>
                    <td class="number">{rate(totals.rate)}</td>
                    <td class="number">{dollars(totals.cost)}</td>
                    <td class="number">{changeText(runs[at - 1], runs[at])}</td>
                    <td>
                      <input
                        type="radio"
                        name="before"
                        aria-label={`Before: ${name}`}
                        checked={at === before}
                        onChange={() => setChosen([at, after])}
                      />
                    </td>
                    <td>
                      <input
                        type="radio"
                        name="after"
                        aria-label={`After: ${name}`}
                        checked={at === after}
                        onChange={() => setChosen([before, at])}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
      {first === undefined || second === undefined || first === second ? null : (
        <Comparison before={first} after={second} />
      )}
    </section>
  );
}

function Comparison({ before, after }: { readonly before: KeptRun; readonly after: KeptRun }) {
  const length = Math.max(before.run.ticks.length, after.run.ticks.length);
  return (
    <section class="scroll" aria-label="Two runs side by side">
      <table>
        <thead>
          <tr>
            <th scope="col">Tick</th>
            {['hit rate before', 'after', 'cost before', 'after'].map((head, at) => (
              <th key={`${head}${at}`} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length }, (_, at) => {
            const one = before.run.ticks[at];
            const other = after.run.ticks[at];
            return (
              <tr key={at}>
                <td>{at + 1}</td>
                <td class="number">{one === undefined ? '–' : rate(one.hitRate)}</td>
                <td class="number">
                  <b>{other === undefined ? '–' : rate(other.hitRate)}</b>
                </td>
                <td class="number">{one === undefined ? '–' : dollars(one.cost)}</td>
                <td class="number">
                  <b>{other === undefined ? '–' : dollars(other.cost)}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function timeText(time: number): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

function changeText(before: KeptRun | undefined, after: KeptRun | undefined): string {
  const was = before === undefined ? undefined : totalsOf(before.run.ticks).cost;
  const is = after === undefined ? undefined : totalsOf(after.run.ticks).cost;
  if (was === undefined || is === undefined || was === 0) return '';
  const percent = Math.round(((is - was) / was) * 100);
  return percent === 0 ? 'the same' : percent < 0 ? `${-percent}% less` : `${percent}% more`;
}
