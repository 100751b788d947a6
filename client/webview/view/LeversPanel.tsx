// The levers: what a task costs and why, what each lever saves of it, what it risks and assumes, and which cannot help.
import { useMemo } from 'preact/hooks';
import {
  type Advice,
  type Advised,
  adviseOn,
  agentProfileOf,
  verdictText,
} from '../../../server/src/engine/levers/index.ts';
import { count, duration, money, plural } from '../model/format.ts';
import { AssumptionsForm } from './AssumptionsForm.tsx';
import { NumberField } from './NumberField.tsx';
import type { Session } from './session.ts';
import type { Run } from './useRun.ts';

const longestSlo = 86_400_000;

export function LeversPanel({ session, run }: { readonly session: Session; readonly run: Run }) {
  const { state, dispatch, play } = session;
  const { slo, assume } = state.look;
  const { played, timeline, model } = run;
  const advised = useMemo(
    () =>
      timeline === undefined || model === undefined
        ? undefined
        : adviseOn(agentProfileOf(played, timeline, play.scenario, model), {
            assume,
            ...(slo === 0 ? {} : { slo }),
          }),
    [played, timeline, model, play.scenario, slo, assume],
  );
  return (
    <>
      <div class="fields">
        <NumberField
          label="A task may take"
          unit="ms, 0: no limit"
          value={slo}
          min={0}
          max={longestSlo}
          onChange={(next) => dispatch({ type: 'look', change: { slo: next } })}
        />
        <div class="panel-tools">
          <button type="button" onClick={() => dispatch({ type: 'look', change: { slo: 200 } })}>
            Interactive: 200 ms
          </button>
          <button type="button" onClick={() => dispatch({ type: 'look', change: { slo: 10_000 } })}>
            In the background: 10 s
          </button>
        </div>
      </div>
      {advised === undefined ? (
        <p class="remark">Levers are weighed in dollars: name a model with known prices first.</p>
      ) : (
        <>
          <Task advised={advised} tasksPerDay={play.scenario.tasksPerDay} />
          <Levers advice={advised.advice} />
          <NotHere advised={advised} />
        </>
      )}
      <AssumptionsForm assume={assume} onChange={(next) => dispatch({ type: 'look', change: { assume: next } })} />
    </>
  );
}

function Task({ advised, tasksPerDay }: { readonly advised: Advised; readonly tasksPerDay: number }) {
  const { verdict, slo } = advised;
  return (
    <section class="what-if" aria-labelledby="task-title">
      <h3 id="task-title">A task</h3>
      <p>
        <b>{money(advised.cost)}</b>, {money(advised.costPerDay)} for {count(tasksPerDay)} a day
        {advised.costPerSuccess === advised.cost ? null : `, ${money(advised.costPerSuccess)} for each that succeeds`}.{' '}
        <b>{time(advised.milliseconds)}</b>: the model {time(advised.modelMilliseconds)}, tools{' '}
        {time(advised.toolMilliseconds)}. {advised.multiplier.toFixed(1)} times the tokens of its first call.
      </p>
      {verdict === undefined ? null : <p>{verdictText(verdict)}</p>}
      {slo === undefined ? null : (
        <p class={slo.met ? 'remark' : 'warn'}>
          {slo.met
            ? `It is done within ${time(slo.wanted)}.`
            : slo.reachable
              ? `It takes longer than ${time(slo.wanted)}; the levers marked “needed” bring it there.`
              : `It takes longer than ${time(slo.wanted)}, and no levers of these bring it there.`}
        </p>
      )}
    </section>
  );
}

function Levers({ advice }: { readonly advice: readonly Advice[] }) {
  return (
    <section class="what-if" aria-labelledby="levers-title">
      <h3 id="levers-title">Levers that pay</h3>
      {advice.length === 0 ? <p class="remark">None saves anything with these figures.</p> : null}
      <ol class="levers">
        {advice.map((one) => (
          <li key={one.lever}>
            <details>
              <summary>
                <span class="lever-name">
                  <span class="lever-label">{one.name}</span>
                  {one.required ? <span class="badge">needed</span> : null}
                  {one.fits ? <span class="badge">fits the bottleneck</span> : null}
                </span>
                <Share label="cost" share={one.share.money} text={saved(one.saves.money, money)} />
                <Share label="time" share={one.share.time} text={saved(one.saves.milliseconds, time)} />
                <span class="number">
                  {saved(one.savesPerDay.money, money)}
                  {one.savesPerDay.money === 0n ? '' : ' a day'}
                </span>
              </summary>
              <div class="lever-text">
                <p>{one.how}</p>
                {one.paste === undefined ? null : <blockquote>{one.paste}</blockquote>}
                <p>
                  <b>Risk</b> {one.risk}
                </p>
                {one.assumes.length === 0 ? null : <p class="dim">Assumes {one.assumes.join('; ')}.</p>}
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ShareProps {
  readonly label: string;
  /** Below 0 where it costs. */
  readonly share: number;
  readonly text: string;
}

function Share({ label, share, text }: ShareProps) {
  const percent = Math.round(share * 100);
  return (
    <span class="share">
      <svg class={`share-bar share-${label}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="share-ground" width="100" height="6" />
        <rect class={share < 0 ? 'share-worse' : 'share-better'} width={Math.min(100, Math.abs(percent))} height="6" />
      </svg>
      <span>
        {text} <small>{percent < 0 ? `${-percent}% more ${label}` : `${percent}% of the ${label}`}</small>
      </span>
    </span>
  );
}

function NotHere({ advised: { silent } }: { readonly advised: Advised }) {
  if (silent.length === 0) return null;
  return (
    <details>
      <summary>{plural(silent.length, 'lever')} that cannot help here, and why</summary>
      <dl class="silent">
        {silent.map(({ lever, name, reason }) => (
          <div key={lever}>
            <dt>{name}</dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function saved<Amount extends number | bigint>(amount: Amount, text: (amount: Amount) => string): string {
  if (amount < 0) return `+${text(-amount as Amount)}`;
  return amount > 0 ? `−${text(amount)}` : 'none';
}

function time(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : duration(milliseconds / 1_000);
}
