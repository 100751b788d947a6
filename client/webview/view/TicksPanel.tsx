// The ticks of the run: a chart and a table of the same data, and what the selected tick comes to.
import { useMemo, useState } from 'preact/hooks';
import { stacksOf } from '../model/stacks.ts';
import { Switch } from './Switch.tsx';
import type { Session } from './session.ts';
import { TickReadout } from './TickReadout.tsx';
import { TicksChart } from './TicksChart.tsx';
import { TicksTable } from './TicksTable.tsx';
import type { Run } from './useRun.ts';

export function TicksPanel({ session, run }: { readonly session: Session; readonly run: Run }) {
  const { state, dispatch } = session;
  const { look } = state;
  const ticks = run.timeline?.ticks ?? [];
  const [hovered, setHovered] = useState<number>();
  const hasPrices = ticks.every(({ cost }) => cost !== undefined);
  const unit = hasPrices ? look.unit : 'tokens';
  const stacks = useMemo(() => stacksOf(ticks, unit), [ticks, unit]);
  if (ticks.length === 0) {
    return (
      <p class="remark">
        {run.timeline?.refused === undefined
          ? 'Name a model above to see the ticks of a run.'
          : 'The first tick is refused, so there is no run to show.'}
      </p>
    );
  }
  const tick = Math.min(look.tick, ticks.length - 1);
  const select = (to: number): void => dispatch({ type: 'look', change: { tick: to } });
  return (
    <>
      <div class="panel-tools">
        <Switch
          label="Unit"
          value={unit}
          choices={[
            ['tokens', 'Tokens'],
            ['dollars', 'Dollars'],
          ]}
          isDisabled={!hasPrices}
          onChange={(to) => dispatch({ type: 'look', change: { unit: to } })}
        />
        <Switch
          label="View"
          value={look.shape}
          choices={[
            ['chart', 'Chart'],
            ['table', 'Table'],
          ]}
          onChange={(to) => dispatch({ type: 'look', change: { shape: to } })}
        />
      </div>
      {look.shape === 'table' ? (
        <TicksTable ticks={ticks} selected={tick} onSelect={select} />
      ) : (
        <>
          <TicksChart
            stacks={stacks}
            ticks={ticks}
            unit={unit}
            selected={tick}
            hovered={hovered}
            onHover={setHovered}
            onSelect={select}
          />
          <TickReadout ticks={ticks} tick={Math.min(hovered ?? tick, ticks.length - 1)} parts={stacks.parts} />
        </>
      )}
    </>
  );
}
