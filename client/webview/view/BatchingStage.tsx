// Calls of many agents to one tool, collected into batches and one by one, and from how many agents on batching pays.
import {
  agentCounts,
  compareBatching,
  courseAgents,
  courseDownstream,
} from '../../../server/src/engine/levers/index.ts';
import { count, money, plural } from '../model/format.ts';
import type { StageInputs } from '../model/stageInputs.ts';
import { NumberField } from './NumberField.tsx';
import { useLater } from './useLater.ts';

interface BatchingStageProps {
  readonly input: StageInputs['batching'];
  readonly onChange: (input: StageInputs['batching']) => void;
}

const fields: readonly {
  readonly name: keyof StageInputs['batching'];
  readonly label: string;
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
}[] = [
  { name: 'windowMilliseconds', label: 'Window', unit: 'ms', min: 0, max: 10_000 },
  { name: 'size', label: 'Most in a batch', min: 1, max: 10_000 },
  { name: 'thinkMilliseconds', label: 'Between calls', unit: 'ms', min: 1, max: 100_000 },
  { name: 'callsPerAgent', label: 'Calls of an agent', min: 1, max: 100 },
  { name: 'requestMilliseconds', label: 'A request takes', unit: 'ms', min: 0, max: 60_000 },
  { name: 'itemMilliseconds', label: 'An item adds', unit: 'ms', min: 0, max: 60_000 },
  { name: 'connections', label: 'Connections', min: 1, max: 1_000 },
];

export function BatchingStage({ input, onChange }: BatchingStageProps) {
  const result = useLater(() => compared(input), [input]);
  return (
    <>
      <div class="fields">
        {fields.map(({ name, ...field }) => (
          <NumberField
            key={name}
            {...field}
            step="any"
            value={input[name]}
            onChange={(value) => onChange({ ...input, [name]: value })}
          />
        ))}
      </div>
      {result === undefined ? <p role="status">Computing…</p> : <Rows result={result} />}
    </>
  );
}

function compared({
  windowMilliseconds,
  size,
  callsPerAgent,
  thinkMilliseconds,
  ...downstream
}: StageInputs['batching']) {
  const { seed } = courseAgents;
  return compareBatching(
    agentCounts,
    { callsPerAgent: Math.round(callsPerAgent), thinkMilliseconds, seed },
    { windowMilliseconds, size: Math.round(size) },
    { ...courseDownstream, ...downstream, connections: Math.round(downstream.connections) },
  );
}

function Rows({ result: { rows, crossOver } }: { readonly result: ReturnType<typeof compared> }) {
  const heads = ['calls/s', 'mean batch', 'p50', 'p99', '$/run', 'one by one p50', 'p99', '$/run'];
  return (
    <>
      <p class="remark">
        {crossOver === undefined
          ? 'Batching makes the mean call later for all of these numbers of agents.'
          : `From ${plural(crossOver.agents, 'agent')} (${count(crossOver.callsPerSecond)} calls a second) on, the mean call is answered no later than without batching.`}
      </p>
      <section class="scroll" aria-label="Batched and one by one">
        <table>
          <thead>
            <tr>
              <th scope="col">Agents</th>
              {heads.map((head, at) => (
                <th key={`${head}${at}`} scope="col" class="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.agents} class={row.agents === crossOver?.agents ? 'selected' : undefined}>
                <td>{row.agents}</td>
                <td class="number">{count(row.callsPerSecond)}</td>
                <td class="number">{row.batched.meanSize.toFixed(1)}</td>
                <td class="number">{time(row.batched.p50)}</td>
                <td class="number">{time(row.batched.p99)}</td>
                <td class="number">{money(row.perRun.batched)}</td>
                <td class="number">{time(row.single.p50)}</td>
                <td class="number">{time(row.single.p99)}</td>
                <td class="number">{money(row.perRun.single)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function time(milliseconds: number): string {
  return `${milliseconds >= 100 ? count(milliseconds) : milliseconds.toFixed(1)} ms`;
}
