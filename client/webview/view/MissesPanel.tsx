// Why ticks missed: where each prompt parts from the one before, the provider's reason, and the finding with its fix.
import { useState } from 'preact/hooks';
import { count } from '../model/format.ts';
import {
  findingsFor,
  type Miss,
  measuredMisses,
  predictedMisses,
  recordedMisses,
  tickNumbers,
} from '../model/misses.ts';
import { missWords } from '../model/missWords.ts';
import { DifferenceView } from './DifferenceView.tsx';
import { FindingView } from './FindingView.tsx';
import { revealRange } from './reveal.ts';
import { Switch } from './Switch.tsx';
import type { Session } from './session.ts';
import type { Run } from './useRun.ts';
import { Visible } from './Visible.tsx';

type Source = 'predicted' | 'measured' | 'recorded';

export function MissesPanel({ session, run }: { readonly session: Session; readonly run: Run }) {
  const { page, state } = session;
  const measured = state.run.kind === 'done' ? state.run.run.ticks : 'ticks' in state.run ? state.run.ticks : [];
  const recorded = state.recording?.profile.conversations[0]?.details ?? [];
  const choices: readonly (readonly [Source, string])[] = [
    ['predicted', 'Predicted'],
    ...(measured.length > 0 ? [['measured', 'Measured'] as const] : []),
    ...(recorded.length > 0 ? [['recorded', 'Recorded'] as const] : []),
  ];
  const [wanted, setWanted] = useState<Source>('predicted');
  const source = choices.some(([one]) => one === wanted) ? wanted : 'predicted';
  const misses =
    source === 'measured'
      ? measuredMisses(measured)
      : source === 'recorded'
        ? recordedMisses(recorded)
        : predictedMisses(run.timeline?.ticks ?? []);
  const told = new Set(misses.flatMap((miss) => findingsFor(page, miss).map(({ fingerprint }) => fingerprint)));
  const rest = page.findings.filter(({ fingerprint }) => !told.has(fingerprint));
  return (
    <>
      {choices.length > 1 ? (
        <div class="panel-tools">
          <Switch label="Run" value={source} choices={choices} onChange={setWanted} />
        </div>
      ) : null}
      {misses.length === 0 ? <p class="remark">{noMisses(source, run)}</p> : null}
      <ul class="misses">
        {misses.map((miss) => (
          <li key={`${miss.reason}${miss.ticks[0]}`}>
            <MissView miss={miss} session={session} source={source} />
          </li>
        ))}
      </ul>
      {rest.length > 0 ? (
        <section class="findings" aria-labelledby="findings-title">
          <h3 id="findings-title">{misses.length > 0 ? 'Other findings' : 'Findings'}</h3>
          {rest.map((finding) => (
            <FindingView key={finding.fingerprint} finding={finding} session={session} />
          ))}
        </section>
      ) : null}
      {page.findings.length === 0 ? (
        <p class="remark">No findings: nothing in the code is known to break this cache.</p>
      ) : null}
    </>
  );
}

function noMisses(source: Source, { timeline }: Run): string {
  if (source !== 'predicted') return 'Every prompt begins with the one before it: no tick missed what was cached.';
  if (timeline === undefined) return 'Without a model there is no run to look at.';
  const caches = timeline.ticks.some(({ usage }) => usage.read > 0);
  if (caches) return 'No tick misses what an earlier one cached.';
  return timeline.ticks.length < 2
    ? 'One tick has nothing to read: it is the one that writes.'
    : 'Nothing is cached, so nothing is missed: set a breakpoint on the map to see what caching does.';
}

interface MissViewProps {
  readonly miss: Miss;
  readonly session: Session;
  readonly source: Source;
}

function MissView({ miss, session, source }: MissViewProps) {
  const { page, host } = session;
  const { title, advice } = missWords(miss.reason);
  // A recording is of whatever program wrote it: its blocks are not those of this call.
  const block = source === 'recorded' || miss.block === undefined ? undefined : page.blocks[miss.block];
  const findings = source === 'recorded' ? [] : findingsFor(page, miss);
  const changing = block?.segments.find(({ state }) => state !== 'stable') ?? block?.segments[0];
  return (
    <article class="miss">
      <p class="miss-head">
        <b>{tickNumbers(miss.ticks)}</b> <span>{title}</span> <code class="dim">{miss.reason}</code>
        {miss.tokens === undefined ? null : <span class="dim">{count(miss.tokens)} cached tokens not read</span>}
      </p>
      {block === undefined ? null : (
        <p>
          First difference:{' '}
          <button type="button" class="link" onClick={() => revealRange(host, changing?.range ?? block.range)}>
            <Visible text={block.label} most={80} />
          </button>{' '}
          <span class="dim">
            in {block.level}, {changing?.changes ?? ''}
          </span>
        </p>
      )}
      {miss.texts === undefined ? (
        changing === undefined ? null : (
          <blockquote>
            <Visible text={changing.excerpt} most={300} />
          </blockquote>
        )
      ) : (
        <DifferenceView {...miss.texts} />
      )}
      <p class="remark">{advice}</p>
      {findings.map((finding) => (
        <FindingView key={finding.fingerprint} finding={finding} session={session} />
      ))}
    </article>
  );
}
