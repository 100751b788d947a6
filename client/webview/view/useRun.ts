// Recomputes the run and its figures whenever something is played with: no round trip, so that a drag is followed at once.
import { useMemo } from 'preact/hooks';
import {
  type CatalogModel,
  type PromptPlan,
  profileRun,
  replan,
  type Timeline,
  unpack,
} from '../../../server/src/engine/profile/index.ts';
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import { type Figures, figuresOf } from '../model/figures.ts';
import { planOfBlocks } from '../model/planOfBlocks.ts';
import { changeOf, type Play, playOf } from '../model/play.ts';

export interface Run {
  /** As the source has it. */
  readonly plan: PromptPlan;
  /** As it is played with. */
  readonly played: PromptPlan;
  readonly model: CatalogModel | undefined;
  /** Undefined where no model is known. */
  readonly timeline: Timeline | undefined;
  readonly figures: Figures | undefined;
  /** Of the marks in the source, under the same scenario. */
  readonly before: Figures | undefined;
}

export function useRun(page: ProfilePage, play: Play): Run {
  const plan = useMemo(() => (page.plan === '' ? planOfBlocks(page.blocks) : unpack<PromptPlan>(page.plan)), [page]);
  const packed = page.model?.packed;
  const model = useMemo(() => (packed === undefined ? undefined : unpack<CatalogModel>(packed)), [packed]);
  const { marks, automatic, toolsChange, scenario } = play;
  const played = useMemo(
    () => replan(plan, changeOf({ marks, toolsChange, scenario, ...(automatic === undefined ? {} : { automatic }) })),
    [plan, marks, automatic, toolsChange, scenario],
  );
  const timeline = useMemo(
    () => (model === undefined ? undefined : profileRun(played, scenario, model)),
    [played, scenario, model],
  );
  const figures = useMemo(
    () => (model === undefined || timeline === undefined ? undefined : figuresOf(played, scenario, model, timeline)),
    [played, scenario, model, timeline],
  );
  const before = useMemo(() => {
    if (model === undefined) return undefined;
    const source = replan(plan, changeOf(playOf(page)));
    return figuresOf(source, scenario, model, profileRun(source, scenario, model));
  }, [plan, page, scenario, model]);
  return { plan, played, model, timeline, figures, before };
}
