// How a run goes: its progress, its ticks, and in words what went wrong and what helps.
import type { NextStep, ProfileTick } from '../../../server/src/protocol/index.ts';
import { dollars, plural, rate } from '../model/format.ts';
import { endedText, totalsOf } from '../model/measured.ts';
import { MeasuredTable } from './MeasuredTable.tsx';
import type { Session } from './session.ts';
import { Visible } from './Visible.tsx';

interface RunOutcomeProps {
  readonly session: Session;
  readonly onRetry: () => void;
}

export function RunOutcome({ session, onRetry }: RunOutcomeProps) {
  const { run } = session.state;
  switch (run.kind) {
    case 'idle':
      return <p class="remark">Nothing was run yet. The figures above are predicted.</p>;
    case 'running':
      return (
        <>
          <Progress done={run.ticks.length} wanted={run.wanted} isCancelling={run.isCancelling} />
          <Ticks ticks={run.ticks} />
        </>
      );
    case 'cancelled':
      return (
        <>
          <p role="status">Cancelled after {plural(run.ticks.length, 'tick')}.</p>
          <Ticks ticks={run.ticks} />
        </>
      );
    case 'failed':
      return (
        <>
          <div class="refused" role="alert">
            <b>The run failed.</b> <Visible text={run.why} most={1_000} />
            <NextButton next={run.next} session={session} onRetry={onRetry} />
          </div>
          <Ticks ticks={run.ticks} />
        </>
      );
    case 'done': {
      const { rate: whole, latestRate, cost } = totalsOf(run.run.ticks);
      const ended = endedText(run.run);
      return (
        <>
          <p role="status">
            {run.run.provider === 'local' ? 'Sent to the local provider' : `Sent to ${run.run.provider}`} as{' '}
            {run.run.model}: {rate(latestRate)} latest tick, {rate(whole)} whole run, {dollars(cost)}.
          </p>
          {ended === undefined ? null : (
            <p class="warn">
              <Visible text={ended} most={600} />
            </p>
          )}
          <Ticks ticks={run.run.ticks} />
        </>
      );
    }
  }
}

function Ticks({ ticks }: { readonly ticks: readonly ProfileTick[] }) {
  return ticks.length === 0 ? null : <MeasuredTable ticks={ticks} />;
}

function Progress(props: { readonly done: number; readonly wanted: number; readonly isCancelling: boolean }) {
  const { done, wanted, isCancelling } = props;
  return (
    <div class="progress">
      <progress max={wanted} value={done} aria-label="Ticks of the run" />
      <span role="status">{isCancelling ? 'Cancelling…' : `Tick ${Math.min(done + 1, wanted)} of ${wanted}`}</span>
    </div>
  );
}

interface NextButtonProps extends RunOutcomeProps {
  readonly next: NextStep;
}

function NextButton({ next, session: { host, page, state, play, dispatch }, onRetry }: NextButtonProps) {
  if (next === 'set-key') {
    const provider = state.kept.provider === 'openai' || !page.providers.includes('anthropic') ? 'openai' : 'anthropic';
    return (
      <p class="next">
        <button type="button" onClick={() => host.post({ type: 'setKey', provider })}>
          Set the key…
        </button>
      </p>
    );
  }
  if (next === 'trust') {
    return (
      <p class="next">
        <button type="button" onClick={() => host.post({ type: 'trust' })}>
          Manage trust…
        </button>
      </p>
    );
  }
  if (next === 'none') {
    return (
      <p class="next">
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      </p>
    );
  }
  const { scenario } = play;
  return (
    <p class="next">
      {next === 'raise-limit' ? 'Raise the limit above, or send fewer ticks.' : 'Send fewer ticks.'}{' '}
      <button
        type="button"
        onClick={() =>
          dispatch({ type: 'play', change: { scenario: { ...scenario, ticks: Math.ceil(scenario.ticks / 2) } } })
        }
      >
        Half the ticks
      </button>
    </p>
  );
}
