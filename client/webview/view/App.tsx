// The whole page: holds its state, hears the extension, and shows the prompt or why there is none.
import { useEffect, useReducer } from 'preact/hooks';
import type { Host } from '../host.ts';
import { firstState, type PageState, pageReducer, playFor, savedOf, shownPage } from '../model/pageState.ts';
import { Empty, Loading } from './Empty.tsx';
import { Notice } from './Notice.tsx';
import type { Session } from './session.ts';
import { Workbench } from './Workbench.tsx';

export function App({ host }: { readonly host: Host }) {
  const [state, dispatch] = useReducer(pageReducer, undefined, () => firstState(host.restore()));
  useEffect(() => {
    const stop = host.listen((message) => dispatch({ type: 'host', message }));
    host.post({ type: 'ready' });
    return stop;
  }, [host]);
  useEffect(() => host.save(savedOf(state)), [host, state.look, state.plays, state.page]);
  useKeeping(host, state);

  const page = shownPage(state);
  if (state.phase === 'loading' && page === undefined) return <Loading />;
  if (page === undefined || (state.phase === 'gone' && !state.look.showsCourse)) {
    return <Empty why={state.why} onCourse={() => dispatch({ type: 'look', change: { showsCourse: true } })} />;
  }
  const session: Session = { host, state, dispatch, page, play: playFor(state, page) };
  return (
    <>
      <Workbench key={page.key} {...session} />
      {state.notice === undefined ? null : <Notice {...state.notice} onDismiss={() => dispatch({ type: 'dismiss' })} />}
    </>
  );
}

const keepAfterMilliseconds = 400;

/** What is remembered of a call goes to the extension once the user pauses. */
function useKeeping(host: Host, { page, kept, plays }: PageState): void {
  const scenario = page === undefined ? undefined : plays[page.key]?.play.scenario;
  const keptText = JSON.stringify({ ...kept, ...(scenario === undefined ? {} : { scenario }) });
  const key = page?.key;
  useEffect(() => {
    if (key === undefined) return undefined;
    const timer = setTimeout(() => host.post({ type: 'keep', key, page: JSON.parse(keptText) }), keepAfterMilliseconds);
    return () => clearTimeout(timer);
  }, [host, key, keptText]);
}
