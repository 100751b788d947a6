// The state of the page, and how messages of the extension and acts of the user change it.
import type { Assumptions } from '../../../server/src/engine/levers/index.ts';
import type {
  ComparedModels,
  HostToPage,
  KeptPage,
  NextStep,
  ProfilePage,
  ProfileRun,
  ProfileTick,
  RecordingProfile,
  RunProvider,
} from '../../../server/src/protocol/index.ts';
import { coursePage } from './coursePage.ts';
import { type Play, playOf, shapeOf } from './play.ts';
import { courseInputs, type StageInputs } from './stageInputs.ts';

export type Tab = 'ticks' | 'run' | 'misses' | 'what-if' | 'levers' | 'stages' | 'keep';

export type RunState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly provider: RunProvider;
      readonly wanted: number;
      readonly ticks: readonly ProfileTick[];
      readonly isCancelling: boolean;
    }
  | { readonly kind: 'done'; readonly run: ProfileRun; readonly time: number }
  | { readonly kind: 'failed'; readonly why: string; readonly next: NextStep; readonly ticks: readonly ProfileTick[] }
  | { readonly kind: 'cancelled'; readonly ticks: readonly ProfileTick[] };

/** How the user looks at the page. */
export interface Look {
  readonly tab: Tab;
  readonly unit: 'tokens' | 'dollars';
  readonly shape: 'chart' | 'table';
  /** From 0. */
  readonly tick: number;
  readonly showsCourse: boolean;
  readonly stages: StageInputs;
  /** Milliseconds that a task may take; 0: no limit. */
  readonly slo: number;
  /** What the user assumes otherwise than the advisor does. */
  readonly assume: Partial<Assumptions>;
}

export interface PageState {
  readonly phase: 'loading' | 'ready' | 'gone';
  /** Why there is no page, as a sentence. */
  readonly why?: string;
  /** Of the code. */
  readonly page?: ProfilePage;
  readonly isTrusted: boolean;
  readonly look: Look;
  /** What is played with, by key of the page. */
  readonly plays: Readonly<Record<string, KeptPlay>>;
  readonly kept: KeptPage;
  readonly run: RunState;
  readonly recording?: { readonly name: string; readonly profile: RecordingProfile };
  /** `undefined`: not asked for. Null: the models cannot be compared. */
  readonly compared?: ComparedModels | null;
  readonly notice?: { readonly kind: 'done' | 'failed'; readonly text: string };
}

interface KeptPlay {
  /** What the marks were moved on. */
  readonly shape: string;
  readonly play: Play;
}

export type PageAct =
  | { readonly type: 'host'; readonly message: HostToPage }
  | { readonly type: 'play'; readonly change: Partial<Play> }
  | { readonly type: 'reset' }
  | { readonly type: 'look'; readonly change: Partial<Look> }
  | { readonly type: 'keep'; readonly change: Partial<KeptPage> }
  | { readonly type: 'runStarted'; readonly provider: RunProvider; readonly wanted: number }
  | { readonly type: 'runCancelled' }
  | { readonly type: 'dismiss' };

export const firstLook: Look = {
  tab: 'ticks',
  unit: 'tokens',
  shape: 'chart',
  tick: 0,
  showsCourse: false,
  slo: 0,
  assume: {},
  stages: courseInputs,
};
const nothingKept: KeptPage = { version: 1, runs: [] };

/** `restored` is what an earlier page of the same panel had saved; anything else is ignored. */
export function firstState(restored: unknown): PageState {
  const saved = isSaved(restored) ? restored : undefined;
  return {
    phase: 'loading',
    isTrusted: true,
    look: { ...firstLook, ...saved?.look },
    plays: saved?.plays ?? {},
    kept: nothingKept,
    run: { kind: 'idle' },
  };
}

interface Saved extends Pick<PageState, 'look' | 'plays'> {
  readonly version: 1;
  /** Of the call: after a restart the extension finds it by this. */
  readonly place?: { readonly uri: string; readonly offset: number };
}

/** What survives hiding and reloading, without the prompt itself. */
export function savedOf({ look, plays, page }: PageState): Saved {
  return { version: 1, look, plays, ...(page === undefined ? {} : { place: { uri: page.uri, offset: page.offset } }) };
}

function isSaved(value: unknown): value is Pick<PageState, 'look' | 'plays'> {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'plays' in value;
}

export function shownPage(state: PageState): ProfilePage | undefined {
  return state.look.showsCourse ? coursePage(state.page) : state.page;
}

export function playFor(state: PageState, page: ProfilePage): Play {
  const kept = state.plays[page.key];
  if (kept !== undefined && kept.shape === shapeOf(page)) return kept.play;
  const scenario = kept?.play.scenario ?? (page === state.page ? state.kept.scenario : undefined);
  return playOf(page, withoutUndefined(scenario));
}

export function pageReducer(state: PageState, act: PageAct): PageState {
  switch (act.type) {
    case 'host':
      return heard(state, act.message);
    case 'look':
      return { ...state, look: { ...state.look, ...act.change } };
    case 'keep':
      return { ...state, kept: { ...state.kept, ...act.change } };
    case 'runStarted':
      return {
        ...state,
        run: { kind: 'running', provider: act.provider, wanted: act.wanted, ticks: [], isCancelling: false },
      };
    case 'runCancelled':
      return state.run.kind === 'running' ? { ...state, run: { ...state.run, isCancelling: true } } : state;
    case 'dismiss': {
      const { notice: _, ...rest } = state;
      return rest;
    }
    default: {
      const page = shownPage(state);
      if (page === undefined) return state;
      const play = act.type === 'reset' ? playOf(page) : { ...playFor(state, page), ...act.change };
      return { ...state, plays: { ...state.plays, [page.key]: { shape: shapeOf(page), play } } };
    }
  }
}

function heard(state: PageState, message: HostToPage): PageState {
  switch (message.type) {
    case 'page':
      return shown(state, message);
    case 'gone':
      return { ...state, phase: 'gone', why: message.why };
    case 'compared':
      return { ...state, compared: message.models };
    case 'tick':
      return state.run.kind === 'running'
        ? { ...state, run: { ...state.run, ticks: [...state.run.ticks, message.tick] } }
        : state;
    case 'run': {
      const { run, time } = message;
      const label = `${run.provider} · ${run.model}`;
      const runs = [...state.kept.runs, { time, label, run }].slice(-mostRuns);
      return { ...state, run: { kind: 'done', run, time }, kept: { ...state.kept, runs } };
    }
    case 'runFailed':
      // A program that was stopped has failed on purpose.
      if (state.run.kind === 'running' && state.run.isCancelling) {
        return { ...state, run: { kind: 'cancelled', ticks: state.run.ticks } };
      }
      return { ...state, run: { kind: 'failed', why: message.why, next: message.next, ticks: ticksSoFar(state.run) } };
    case 'recording':
      return { ...state, recording: { name: message.name, profile: message.profile } };
    case 'notice':
      return { ...state, notice: { kind: message.kind, text: message.text } };
  }
}

/** As many as the extension keeps. */
const mostRuns = 20;

function shown(state: PageState, { page, kept, isTrusted }: Extract<HostToPage, { type: 'page' }>): PageState {
  const { why: _, compared, ...rest } = state;
  const isSameCall = state.page?.key === page.key;
  const last = kept?.runs.at(-1);
  const run: RunState =
    isSameCall && state.run.kind !== 'idle'
      ? state.run
      : last === undefined
        ? { kind: 'idle' }
        : { kind: 'done', run: last.run, time: last.time };
  return {
    ...rest,
    phase: 'ready',
    page,
    isTrusted,
    kept: kept ?? (isSameCall ? state.kept : nothingKept),
    run,
    // Counts of another version of the prompt are not its counts.
    ...(compared !== undefined && state.page?.plan === page.plan ? { compared } : {}),
  };
}

function ticksSoFar(run: RunState): readonly ProfileTick[] {
  return run.kind === 'running' ? run.ticks : [];
}

function withoutUndefined(scenario: KeptPage['scenario']): Partial<ProfilePage['scenario']> {
  return Object.fromEntries(Object.entries(scenario ?? {}).filter(([, value]) => value !== undefined));
}
