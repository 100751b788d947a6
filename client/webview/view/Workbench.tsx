// The page of one prompt: its head, its figures, its map, and below them one of the panels.
import { Figures } from './Figures.tsx';
import { Header } from './Header.tsx';
import { Panels } from './Panels.tsx';
import { PromptMap } from './PromptMap.tsx';
import { Sources } from './Sources.tsx';
import type { Session } from './session.ts';
import { useRun } from './useRun.ts';

export function Workbench(session: Session) {
  const { page, play, state } = session;
  const run = useRun(page, play);
  return (
    <main class="page">
      <Header {...session} />
      {page.modelProblem === undefined ? null : (
        <p class="remark" role="note">
          {page.modelProblem} Tokens are shown without dollars; name a model above to see prices.
        </p>
      )}
      <Figures run={run} scenario={play.scenario} />
      <PromptMap session={session} run={run} tick={Math.min(state.look.tick, play.scenario.ticks - 1)} />
      <Panels session={session} run={run} />
      <Sources page={page} />
    </main>
  );
}
