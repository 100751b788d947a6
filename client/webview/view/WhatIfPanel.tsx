// What if: another number of ticks, another lifetime, tools that change, another model.
import { breakEvenRequests } from '../../../server/src/engine/estimate/index.ts';
import { compareRows } from '../model/compareRows.ts';
import { count, duration, money, rate } from '../model/format.ts';
import { breakEvenGap, type GapRow, gapRows } from '../model/gapRows.ts';
import { changeOf } from '../model/play.ts';
import type { Session } from './session.ts';
import { useLater } from './useLater.ts';
import type { Run } from './useRun.ts';

interface WhatIfProps {
  readonly session: Session;
  readonly run: Run;
}

/** Of the slider; the field in the head takes more. */
const mostTicks = 50;

export function WhatIfPanel({ session, run }: WhatIfProps) {
  const { play, dispatch } = session;
  const { scenario } = play;
  return (
    <>
      <div class="fields">
        <label class="field field-slider">
          <span>
            Ticks <b>{count(scenario.ticks)}</b>
          </span>
          <input
            type="range"
            min={1}
            max={mostTicks}
            value={Math.min(mostTicks, scenario.ticks)}
            onInput={({ currentTarget }) =>
              dispatch({ type: 'play', change: { scenario: { ...scenario, ticks: Number(currentTarget.value) } } })
            }
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={play.toolsChange}
            onChange={({ currentTarget }) => dispatch({ type: 'play', change: { toolsChange: currentTarget.checked } })}
          />
          Tools change between calls
        </label>
        <AutomaticCheck session={session} />
      </div>
      <Lifetimes session={session} run={run} />
      <ModelTable session={session} />
    </>
  );
}

function AutomaticCheck({ session: { page, play, dispatch } }: { readonly session: Session }) {
  if (page.rules?.needsMark !== true || !page.rules.takesMarks) return null;
  const isOn = play.automatic === undefined ? page.automatic !== undefined : play.automatic !== false;
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget }) =>
          dispatch({ type: 'play', change: { automatic: currentTarget.checked ? (page.automatic ?? {}) : false } })
        }
      />
      Automatic caching, which moves with the conversation
    </label>
  );
}

function Lifetimes({ session, run }: WhatIfProps) {
  const { page, play, dispatch } = session;
  const { played, model } = run;
  const { scenario } = play;
  const isOffered = page.rules?.ttls.includes('1h') === true && page.rules.ttls.includes('5m');
  const rows = useLater(
    () =>
      model === undefined || !isOffered
        ? undefined
        : { gaps: gapRows(played, scenario, model), breakEven: breakEvenGap(played, scenario, model) },
    [played, scenario, model, isOffered],
  );
  if (model === undefined || !isOffered) return null;
  const setAll = (ttl: '5m' | '1h'): void =>
    dispatch({
      type: 'play',
      change: { marks: play.marks.map(({ block }) => (ttl === '1h' ? { block, ttl } : { block })) },
    });
  return (
    <section class="what-if" aria-labelledby="lifetimes-title">
      <div class="section-head">
        <h3 id="lifetimes-title">Lifetime of entries against the gap</h3>
        <div class="actions">
          <button type="button" disabled={play.marks.length === 0} onClick={() => setAll('5m')}>
            All breakpoints 5m
          </button>
          <button type="button" disabled={play.marks.length === 0} onClick={() => setAll('1h')}>
            All breakpoints 1h
          </button>
        </div>
      </div>
      <p class="remark">
        {lifetimeText(rows?.breakEven, breakEvenRequests(model, '5m'), breakEvenRequests(model, '1h'))}
      </p>
      {rows === undefined ? <p role="status">Computing…</p> : <GapTable rows={rows.gaps} own={scenario.gapSeconds} />}
    </section>
  );
}

function lifetimeText(gap: number | undefined, short: number | undefined, long: number | undefined): string {
  const pays = (requests: number | undefined): string =>
    requests === undefined ? 'never pays' : `pays from the ${ordinal(requests)} request on`;
  const first = `A prefix that is written for 5 minutes ${pays(short)}, for an hour ${pays(long)}.`;
  return gap === undefined
    ? `${first} At no gap up to an hour is the hour cheaper for this run.`
    : `${first} For this run the hour is cheaper from a gap of ${duration(gap)} to an hour.`;
}

function ordinal(number: number): string {
  return `${number}${{ 1: 'st', 2: 'nd', 3: 'rd' }[number] ?? 'th'}`;
}

function GapTable({ rows, own }: { readonly rows: readonly GapRow[]; readonly own: number }) {
  const cell = (row: GapRow, name: 'short' | 'long' | 'uncached') => (
    <td class="number">
      {row.cheapest === name ? (
        <>
          <span class="dim">cheapest </span>
          <b>{money(row[name])}</b>
        </>
      ) : (
        money(row[name])
      )}
    </td>
  );
  return (
    <section class="scroll" aria-label="Cost of the run by gap">
      <table>
        <thead>
          <tr>
            <th scope="col">Gap</th>
            <th scope="col" class="number">
              5m
            </th>
            <th scope="col" class="number">
              1h
            </th>
            <th scope="col" class="number">
              uncached
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.seconds} class={row.seconds === own ? 'selected' : undefined}>
              <td>
                {exactDuration(row.seconds)}
                {row.seconds === own ? <span class="dim"> as set</span> : null}
              </td>
              {cell(row, 'short')}
              {cell(row, 'long')}
              {cell(row, 'uncached')}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Both sides of a lifetime must not look the same. */
function exactDuration(seconds: number): string {
  const minutes = seconds / 60;
  return seconds < 60 || Number.isInteger(minutes) ? duration(seconds) : `${count(seconds)} s`;
}

function ModelTable({ session }: { readonly session: Session }) {
  const { state, play, page, host, dispatch } = session;
  const { compared } = state;
  const isCourse = page !== state.page;
  const rows = useLater(
    () => (compared == null || isCourse ? undefined : compareRows(compared, changeOf(play), play.scenario)),
    [compared, play, isCourse],
  );
  if (isCourse) return null;
  return (
    <section class="what-if" aria-labelledby="models-title">
      <div class="section-head">
        <h3 id="models-title">The same run on other models</h3>
        {compared === undefined ? (
          <div class="actions">
            <button type="button" onClick={() => host.post({ type: 'compare' })}>
              Compare models
            </button>
          </div>
        ) : null}
      </div>
      {compared === null ? <p class="remark">The models cannot be compared: none is known for this call.</p> : null}
      {compared != null && rows === undefined ? <p role="status">Computing…</p> : null}
      {rows === undefined ? null : (
        <section class="scroll" aria-label="Cost of the run by model">
          <table>
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col">Provider</th>
                {['prompt', 'cold', 'warm', 'run', 'uncached run', 'hit rate'].map((head) => (
                  <th key={head} scope="col" class="number">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} class={row.id === page.model?.id ? 'selected' : undefined}>
                  <td>
                    <button
                      type="button"
                      class="link"
                      onClick={() => {
                        dispatch({ type: 'keep', change: { model: row.id } });
                        host.post({ type: 'model', model: row.id });
                      }}
                    >
                      {row.id}
                    </button>
                  </td>
                  <td>{row.provider}</td>
                  <td class="number">≈{count(row.inputTokens)}</td>
                  <td class="number">{money(row.cold)}</td>
                  <td class="number">{money(row.warm)}</td>
                  <td class="number">
                    <b>{money(row.run)}</b>
                  </td>
                  <td class="number">{money(row.uncachedRun)}</td>
                  <td class="number">{rate(row.runRate)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
