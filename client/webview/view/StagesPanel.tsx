// The stages behind the prompt cache: a cache of tool results, tool calls at once, calls in batches; each to play with.
import type { StageInputs } from '../model/stageInputs.ts';
import { courseInputs } from '../model/stageInputs.ts';
import { BatchingStage } from './BatchingStage.tsx';
import { DispatchStage } from './DispatchStage.tsx';
import { ResultCacheStage } from './ResultCacheStage.tsx';
import { Switch } from './Switch.tsx';
import type { Session } from './session.ts';

export function StagesPanel({ session: { state, dispatch } }: { readonly session: Session }) {
  const { stages } = state.look;
  const set = (change: Partial<StageInputs>): void =>
    dispatch({ type: 'look', change: { stages: { ...stages, ...change } } });
  return (
    <>
      <div class="panel-tools">
        <Switch
          label="Stage"
          value={stages.stage}
          choices={[
            ['cache', 'Result cache'],
            ['dispatch', 'Tools at once'],
            ['batching', 'Batches'],
          ]}
          onChange={(stage) => set({ stage })}
        />
        <button type="button" onClick={() => set({ ...courseInputs, stage: stages.stage })}>
          The course’s numbers
        </button>
      </div>
      {stages.stage === 'cache' ? (
        <ResultCacheStage input={stages.cache} onChange={(cache) => set({ cache })} />
      ) : stages.stage === 'dispatch' ? (
        <DispatchStage input={stages.dispatch} onChange={(next) => set({ dispatch: next })} />
      ) : (
        <BatchingStage input={stages.batching} onChange={(batching) => set({ batching })} />
      )}
    </>
  );
}
