// A cache of tool results: twelve calls of five tools under one lifetime for all, or one for each.
import { useMemo } from 'preact/hooks';
import {
  type CacheOutcome,
  courseStream,
  type SimulatedResultCache,
  simulateResultCache,
} from '../../../server/src/engine/levers/index.ts';
import { count, duration, money, rate } from '../model/format.ts';
import type { StageInputs } from '../model/stageInputs.ts';
import { NumberField } from './NumberField.tsx';
import { Switch } from './Switch.tsx';

interface ResultCacheStageProps {
  readonly input: StageInputs['cache'];
  readonly onChange: (input: StageInputs['cache']) => void;
}

const longestSeconds = 604_800;

export function ResultCacheStage({ input, onChange }: ResultCacheStageProps) {
  const result = useMemo(
    () =>
      simulateResultCache(courseStream.calls, courseStream.tools, {
        ttl: input.isOneForAll ? input.ttl : input.ttls,
        capacity: input.capacity,
      }),
    [input],
  );
  return (
    <>
      <div class="fields">
        <Switch
          label="Lifetimes"
          value={input.isOneForAll ? 'one' : 'each'}
          choices={[
            ['each', 'A lifetime for each tool'],
            ['one', 'One for all'],
          ]}
          onChange={(choice) => onChange({ ...input, isOneForAll: choice === 'one' })}
        />
        {input.isOneForAll ? (
          <NumberField
            label="All tools"
            unit="s"
            value={input.ttl}
            min={0}
            max={longestSeconds}
            onChange={(ttl) => onChange({ ...input, ttl })}
          />
        ) : (
          Object.keys(courseStream.tools).map((tool) => (
            <NumberField
              key={tool}
              label={tool}
              unit="s"
              value={input.ttls[tool] ?? 0}
              min={0}
              max={longestSeconds}
              onChange={(ttl) => onChange({ ...input, ttls: { ...input.ttls, [tool]: ttl } })}
            />
          ))
        )}
        <NumberField
          label="Entries kept"
          value={input.capacity}
          min={1}
          max={1_000_000}
          onChange={(capacity) => onChange({ ...input, capacity })}
        />
      </div>
      <p class="remark">{sentence(result)}</p>
      <Stream result={result} />
      <Rows result={result} />
    </>
  );
}

function sentence({ total }: SimulatedResultCache): string {
  const saved = `${count(total.hits)} of ${count(total.calls)} calls are answered from the cache, ${duration(total.savedMilliseconds / 1000)} and ${money(total.savedCost)} saved.`;
  return total.stale === 0
    ? `${saved} None of the answers is out of date.`
    : `${saved} ${count(total.stale)} of these answers ${total.stale === 1 ? 'is' : 'are'} out of date.`;
}

const outcomes: Readonly<Record<CacheOutcome, string>> = {
  hit: '● hit',
  stale: '▲ stale',
  miss: '○ miss',
  off: '– not cached',
};

/** The calls along time, a row for each tool. */
function Stream({ result: { steps, tools } }: { readonly result: SimulatedResultCache }) {
  const end = Math.max(1, ...steps.map(({ call }) => call.at)) * 1.1;
  const text = steps.map(({ call, outcome }) => `${duration(call.at / 1000)} ${call.tool} ${outcome}`).join(', ');
  return (
    <figure class="lanes">
      {tools.map(({ tool }) => (
        <div key={tool} class="lane">
          <code>{tool}</code>
          <div class="lane-track" aria-hidden="true">
            {steps
              .filter(({ call }) => call.tool === tool)
              .map(({ call, outcome }) => (
                <span
                  key={call.at}
                  class={`outcome outcome-${outcome}`}
                  style={{ left: `${(call.at / end) * 100}%` }}
                  title={`${duration(call.at / 1000)}: ${outcome}`}
                >
                  {outcomes[outcome].slice(0, 1)}
                </span>
              ))}
          </div>
        </div>
      ))}
      <figcaption class="dim">
        <span aria-hidden="true">
          {Object.values(outcomes).join('   ')} · {duration(end / 1000)}
        </span>
        <span class="unseen">{text}</span>
      </figcaption>
    </figure>
  );
}

function Rows({ result: { tools, total } }: { readonly result: SimulatedResultCache }) {
  const heads = ['calls', 'hits', 'misses', 'stale', 'result-cache hit rate', 'saved', 'time saved'];
  return (
    <section class="scroll" aria-label="Calls by tool">
      <table>
        <thead>
          <tr>
            <th scope="col">Tool</th>
            {heads.map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...tools, total].map((row) => (
            <tr key={row.tool} class={row === total ? 'total' : undefined}>
              <td>{row.tool}</td>
              <td class="number">{count(row.calls)}</td>
              <td class="number">{count(row.hits)}</td>
              <td class="number">{count(row.misses)}</td>
              <td class="number">{count(row.stale)}</td>
              <td class="number">{rate(row.hitRate)}</td>
              <td class="number">{money(row.savedCost)}</td>
              <td class="number">{duration(row.savedMilliseconds / 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
