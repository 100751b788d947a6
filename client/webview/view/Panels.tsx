// The panels below the map, one of which is shown: a list of tabs as the accessibility guides describe it.
import type { ComponentChildren } from 'preact';
import type { Tab } from '../model/pageState.ts';
import { KeepPanel } from './KeepPanel.tsx';
import { LeversPanel } from './LeversPanel.tsx';
import { BillPatterns } from './MapPatterns.tsx';
import { MissesPanel } from './MissesPanel.tsx';
import { RunPanel } from './RunPanel.tsx';
import { StagesPanel } from './StagesPanel.tsx';
import type { Session } from './session.ts';
import { TicksPanel } from './TicksPanel.tsx';
import type { Run } from './useRun.ts';
import { WhatIfPanel } from './WhatIfPanel.tsx';

interface PanelProps {
  readonly session: Session;
  readonly run: Run;
}

const panels: readonly {
  readonly tab: Tab;
  readonly title: string;
  readonly draw: (props: PanelProps) => ComponentChildren;
}[] = [
  { tab: 'ticks', title: 'Ticks', draw: (props) => <TicksPanel {...props} /> },
  { tab: 'run', title: 'Run', draw: (props) => <RunPanel {...props} /> },
  { tab: 'misses', title: 'Why it missed', draw: (props) => <MissesPanel {...props} /> },
  { tab: 'what-if', title: 'What if', draw: (props) => <WhatIfPanel {...props} /> },
  { tab: 'levers', title: 'Levers', draw: (props) => <LeversPanel {...props} /> },
  { tab: 'stages', title: 'Stages', draw: (props) => <StagesPanel {...props} /> },
  { tab: 'keep', title: 'Keep', draw: (props) => <KeepPanel {...props} /> },
];

export function Panels(props: PanelProps) {
  const { state, dispatch } = props.session;
  const at = Math.max(
    0,
    panels.findIndex(({ tab }) => tab === state.look.tab),
  );
  const shown = panels[at];
  const go = (to: number, list: HTMLElement): void => {
    const next = panels[(to + panels.length) % panels.length];
    if (next === undefined) return;
    dispatch({ type: 'look', change: { tab: next.tab } });
    list.querySelector<HTMLElement>(`#tab-${next.tab}`)?.focus();
  };
  return (
    <section class="panels">
      <BillPatterns />
      <div
        class="tabs"
        role="tablist"
        aria-label="Panels"
        onKeyDown={(event) => {
          const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: panels.length - 1 }[event.key];
          if (to === undefined) return;
          event.preventDefault();
          go(to, event.currentTarget);
        }}
      >
        {panels.map(({ tab, title }, index) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={index === at}
            aria-controls="panel"
            tabIndex={index === at ? 0 : -1}
            onClick={() => dispatch({ type: 'look', change: { tab } })}
          >
            {title}
          </button>
        ))}
      </div>
      <div class="panel" role="tabpanel" id="panel" aria-labelledby={`tab-${shown?.tab}`}>
        {shown?.draw(props)}
      </div>
    </section>
  );
}
