// The tool calls of one tick on a time line: one after the other, all at once, and so many at a time.
import { useMemo } from 'preact/hooks';
import { compareDispatch, type DispatchedTool, type DispatchRow } from '../../../server/src/engine/levers/index.ts';
import { count } from '../model/format.ts';
import { type StageInputs, tickPresets } from '../model/stageInputs.ts';
import { plainText } from '../model/visibleText.ts';
import { NumberField } from './NumberField.tsx';

interface DispatchStageProps {
  readonly input: StageInputs['dispatch'];
  readonly onChange: (input: StageInputs['dispatch']) => void;
}

/** Calls that a form can hold. */
const editable = 8;
const longestMilliseconds = 600_000;

export function DispatchStage({ input, onChange }: DispatchStageProps) {
  const { tools, pool } = input;
  const rows = useMemo(() => compareDispatch(tools, pool), [tools, pool]);
  const setTool = (at: number, tool: DispatchedTool): void =>
    onChange({ ...input, tools: tools.map((one, index) => (index === at ? tool : one)) });
  return (
    <>
      <div class="fields">
        <NumberField
          label="Pool"
          unit="calls"
          value={pool}
          min={1}
          max={1_000}
          onChange={(next) => onChange({ ...input, pool: Math.round(next) })}
        />
        {tickPresets.map(([name, preset]) => (
          <button key={name} type="button" onClick={() => onChange({ ...input, tools: preset })}>
            {name}
          </button>
        ))}
      </div>
      {tools.length <= editable ? (
        <ul class="tool-fields">
          {tools.map((tool, at) => (
            <li key={tool.name} class="fields">
              <NumberField
                label={tool.name}
                unit="ms"
                value={tool.milliseconds}
                min={0}
                max={longestMilliseconds}
                onChange={(milliseconds) => setTool(at, { ...tool, milliseconds })}
              />
              <label class="field">
                <span>needs</span>
                <select
                  value={tool.needs?.[0] ?? ''}
                  onChange={({ currentTarget }) => setTool(at, needing(tool, currentTarget.value))}
                >
                  <option value="">nothing</option>
                  {tools
                    .filter(({ name }) => name !== tool.name)
                    .map(({ name }) => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                </select>
              </label>
              <label class="check">
                <input
                  type="checkbox"
                  checked={tool.cached === true}
                  onChange={({ currentTarget }) => setTool(at, { ...tool, cached: currentTarget.checked })}
                />
                answer is cached
              </label>
            </li>
          ))}
        </ul>
      ) : null}
      {'error' in rows ? (
        <p class="warn" role="alert">
          {plainText(rows.error)}
        </p>
      ) : (
        rows.map((row) => <Timetable key={String(row.dispatch)} row={row} longest={rows[0]?.wall ?? 1} />)
      )}
    </>
  );
}

function needing({ needs: _, ...tool }: DispatchedTool, name: string): DispatchedTool {
  return name === '' ? tool : { ...tool, needs: [name] };
}

const names = { serial: 'One after the other', parallel: 'All at once' } as const;
const barHeight = 18;

function Timetable({ row, longest }: { readonly row: DispatchRow; readonly longest: number }) {
  const { dispatch, bars, wall, saved } = row;
  const title = typeof dispatch === 'number' ? `${dispatch} at a time` : names[dispatch];
  const percent = (milliseconds: number): string => `${(milliseconds / Math.max(1, longest)) * 100}%`;
  const lanes = Math.max(1, ...bars.map(({ lane }) => lane + 1));
  const told = bars.map(({ name, start, end }) => `${name} ${count(start)} to ${count(end)} ms`).join(', ');
  return (
    <figure class="gantt">
      <figcaption>
        <b>{title}</b> {count(wall)} ms{saved > 0 ? <span class="dim">, {count(saved)} ms saved</span> : null}
      </figcaption>
      <svg class="gantt-drawing" height={lanes * (barHeight + 3)} role="img" aria-label={`${title}: ${told}`}>
        {bars.map(({ name, start, end, lane, cached }) => (
          <g key={name}>
            <title>{`${name}: ${count(start)} to ${count(end)} ms`}</title>
            <rect
              class={cached ? 'bar bar-cached' : 'bar'}
              x={percent(start)}
              y={lane * (barHeight + 3)}
              width={cached ? '3' : percent(end - start)}
              height={barHeight}
            />
            {(end - start) / Math.max(1, longest) > 0.12 ? (
              <text class="bar-text" x={percent(start)} dx="6" y={lane * (barHeight + 3) + 13}>
                {name}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
    </figure>
  );
}
