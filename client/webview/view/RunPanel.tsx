// The run panel: where a run is sent, what it is given, how it goes, and what came back.
import { useState } from 'preact/hooks';
import { toDollars } from '../../../server/src/engine/estimate/index.ts';
import type { RunProvider } from '../../../server/src/protocol/index.ts';
import { count, money, plural } from '../model/format.ts';
import { hasMovedMarks } from '../model/play.ts';
import { NumberField } from './NumberField.tsx';
import { RecordingView } from './RecordingView.tsx';
import { RunOutcome } from './RunOutcome.tsx';
import { Samples } from './Samples.tsx';
import type { Session } from './session.ts';
import type { Run } from './useRun.ts';

const providerNames: Readonly<Record<RunProvider, string>> = {
  local: 'Local provider: simulated, no key, no cost',
  anthropic: 'Anthropic: billed to your account',
  openai: 'OpenAI: billed to your account',
};
/** Dollars, until the user says otherwise. */
const usualLimit = 0.5;

export function RunPanel({ session, run }: { readonly session: Session; readonly run: Run }) {
  const { page, play, state, dispatch, host } = session;
  const { scenario } = play;
  const { kept } = state;
  const [showsRecording, setShowsRecording] = useState(false);
  const provider =
    kept.provider !== undefined && page.providers.includes(kept.provider) ? kept.provider : page.providers[0];
  const isLive = provider !== undefined && provider !== 'local';
  const limit = kept.mostDollars ?? usualLimit;
  const estimate = run.before?.run;
  const isDear = isLive && estimate !== undefined && toDollars(estimate) > limit;
  const isRunning = state.run.kind === 'running';
  const set = (change: Partial<typeof scenario>): void =>
    dispatch({ type: 'play', change: { scenario: { ...scenario, ...change } } });
  const start = (): void => {
    if (provider === undefined) return;
    dispatch({ type: 'runStarted', provider, wanted: scenario.ticks });
    host.post({
      type: 'run',
      provider,
      ...(kept.model === undefined ? {} : { model: kept.model }),
      scenario,
      samples: kept.samples ?? {},
      ...(isLive ? { mostDollars: limit } : {}),
    });
  };

  return (
    <>
      <div class="fields">
        <label class="field">
          <span>Sent to</span>
          <select
            value={showsRecording ? 'recording' : provider}
            disabled={isRunning}
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              setShowsRecording(value === 'recording');
              if (value !== 'recording') dispatch({ type: 'keep', change: { provider: value as RunProvider } });
            }}
          >
            {page.providers.map((one) => (
              <option key={one} value={one}>
                {providerNames[one]}
              </option>
            ))}
            <option value="recording">A recording, or a log of another tool</option>
          </select>
        </label>
        {showsRecording ? (
          <button type="button" class="primary" onClick={() => host.post({ type: 'openRecording' })}>
            Open a recording…
          </button>
        ) : (
          <>
            <NumberField
              label="Ticks"
              value={scenario.ticks}
              min={1}
              max={1_000}
              isDisabled={isRunning}
              onChange={(ticks) => set({ ticks })}
            />
            <NumberField
              label="Gap"
              unit="s"
              value={scenario.gapSeconds}
              min={0}
              max={31_536_000}
              isDisabled={isRunning}
              onChange={(gapSeconds) => set({ gapSeconds })}
            />
            <NumberField
              label="Output"
              unit="tok"
              value={scenario.outputTokens}
              min={0}
              max={1_000_000}
              isDisabled={isRunning}
              onChange={(outputTokens) => set({ outputTokens })}
            />
            <NumberField
              label="Tool results"
              unit="tok"
              value={scenario.toolResultTokens}
              min={0}
              max={1_000_000}
              isDisabled={isRunning}
              onChange={(toolResultTokens) => set({ toolResultTokens })}
            />
            {isLive ? (
              <NumberField
                label="Limit"
                unit="$"
                value={limit}
                min={0}
                max={10_000}
                step="any"
                isDisabled={isRunning}
                onChange={(mostDollars) => dispatch({ type: 'keep', change: { mostDollars } })}
              />
            ) : null}
            {isRunning ? (
              <button
                type="button"
                disabled={state.run.kind === 'running' && state.run.isCancelling}
                onClick={() => {
                  dispatch({ type: 'runCancelled' });
                  host.post({ type: 'cancel' });
                }}
              >
                Cancel
              </button>
            ) : (
              <button
                type="button"
                class="primary"
                disabled={provider === undefined || !state.isTrusted || isDear}
                onClick={start}
              >
                Run {plural(scenario.ticks, 'tick')}
              </button>
            )}
          </>
        )}
      </div>
      {showsRecording ? (
        <RecordingView session={session} />
      ) : (
        <>
          <RunRemarks session={session} isLive={isLive} isDear={isDear} estimate={money(estimate)} limit={limit} />
          <Samples session={session} isDisabled={isRunning} />
          <RunOutcome session={session} onRetry={start} />
        </>
      )}
    </>
  );
}

interface RunRemarksProps {
  readonly session: Session;
  readonly isLive: boolean;
  readonly isDear: boolean;
  readonly estimate: string;
  readonly limit: number;
}

function RunRemarks({ session: { page, play, state, host }, isLive, isDear, estimate, limit }: RunRemarksProps) {
  return (
    <>
      {state.isTrusted ? null : (
        <p class="warn">
          Runs are off until you trust this workspace.{' '}
          <button type="button" class="link" onClick={() => host.post({ type: 'trust' })}>
            Manage trust
          </button>
        </p>
      )}
      {page.providers.length === 0 ? (
        <p class="remark">No request can be built from what is known of this call, so it cannot be sent.</p>
      ) : null}
      {isLive ? (
        <p class={isDear ? 'warn' : 'remark'}>
          About {estimate} for {count(play.scenario.ticks)} ticks; the run is stopped before it costs more than ${limit}
          .{isDear ? ' That is more than the limit: raise it, or send fewer ticks.' : ''}
        </p>
      ) : null}
      {hasMovedMarks(page, play) ? (
        <p class="remark">A run sends the code as it is: apply the moved breakpoints first to measure them.</p>
      ) : null}
    </>
  );
}
