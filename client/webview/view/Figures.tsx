// The cost panel: one tick uncached, cold and warm, the run and the day, and how much of the prompt is read from the cache.
import type { ComponentChildren } from 'preact';
import { type Money, runVerdict, type Scenario } from '../../../server/src/engine/profile/index.ts';
import type { Figures as AllFigures } from '../model/figures.ts';
import { count, money, plural, rate, ratio } from '../model/format.ts';
import type { Run } from './useRun.ts';

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly was?: string | undefined;
  readonly children?: ComponentChildren;
  readonly name: string;
}

export function Figures({ run, scenario }: { readonly run: Run; readonly scenario: Scenario }) {
  const { figures, before, timeline, plan } = run;
  if (figures === undefined || timeline === undefined) {
    return (
      <dl class="figures">
        <Figure name="input" label="Prompt" value={`≈${count(plan.inputTokens)} tok`} />
      </dl>
    );
  }
  const verdict = runVerdict(timeline);
  const { uncached, cold, warm, run: whole, uncachedRun, day } = figures;
  const was = (pick: (all: AllFigures) => string): string | undefined => {
    const old = before === undefined ? undefined : pick(before);
    return old === pick(figures) ? undefined : old;
  };
  return (
    <section aria-label="Cost">
      <dl class="figures">
        <Figure name="uncached" label="Tick uncached" value={money(uncached)} was={was((all) => money(all.uncached))} />
        <Figure name="cold" label="Tick cold" value={money(cold)} was={was((all) => money(all.cold))} />
        <Figure name="warm" label="Tick warm" value={money(warm)} was={was((all) => money(all.warm))} />
        <Figure
          name="run"
          label={`Run of ${plural(timeline.ticks.length, 'tick')}`}
          value={money(whole)}
          was={was((all) => money(all.run))}
        >
          {savingText(whole, uncachedRun)}
        </Figure>
        <Figure
          name="day"
          label={`Day of ${plural(scenario.tasksPerDay, 'run')}`}
          value={money(day)}
          was={was((all) => money(all.day))}
        />
        <Figure
          name="latest"
          label="Prompt hit rate"
          value={rate(figures.latestRate)}
          was={was((all) => rate(all.latestRate))}
        >
          latest tick
        </Figure>
        <Figure
          name="whole"
          label="Prompt hit rate"
          value={rate(figures.runRate)}
          was={was((all) => rate(all.runRate))}
        >
          whole run
        </Figure>
        <Figure
          name="ratio"
          label="Read-to-write"
          value={ratio(figures.readToWrite)}
          was={was((all) => ratio(all.readToWrite))}
        >
          ratio
        </Figure>
      </dl>
      {timeline.refused !== undefined || verdict === undefined ? null : <p class="verdict">{verdict}</p>}
      {timeline.refused === undefined ? null : (
        <p class="refused" role="alert">
          <b>The provider refuses this request.</b> {timeline.refused}
        </p>
      )}
    </section>
  );
}

function Figure({ label, value, was, children, name }: FigureProps) {
  return (
    <div class="figure" data-figure={name}>
      <dt>{label}</dt>
      <dd>
        <span class="value">{value}</span>
        <span class="aside">
          {children}
          {was === undefined ? null : <span class="was"> was {was}</span>}
        </span>
      </dd>
    </div>
  );
}

function savingText(run: Money | undefined, uncached: Money | undefined): string {
  if (run === undefined || uncached === undefined || uncached === 0n) return '';
  const saved = Number(((uncached - run) * 1000n) / uncached) / 10;
  if (saved === 0) return `${money(uncached)} uncached`;
  const word = saved > 0 ? `${Math.round(saved)}% less` : `${Math.round(-saved)}% more`;
  return `${word} than uncached, ${money(uncached)}`;
}
