// Stage 4: the tool calls of one tick on a time line: one after the other, all at once, or so many at a time.

export interface DispatchedTool {
  readonly name: string;
  readonly milliseconds: number;
  /** Names of the calls whose results it needs. */
  readonly needs?: readonly string[];
  /** Its answer is in the result cache. */
  readonly cached?: boolean;
}

/** A number: so many calls at a time. */
export type Dispatch = 'serial' | 'parallel' | number;

/** Milliseconds since the tick's first call. */
export interface Bar {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Row that it fits into beside those that run at the same time, from 0. */
  readonly lane: number;
  readonly cached: boolean;
}

export interface Timetable {
  readonly bars: readonly Bar[];
  /** Milliseconds until the last result. */
  readonly wall: number;
  /** Most calls at the same time. */
  readonly width: number;
}

export interface DispatchError {
  readonly error: string;
}

/** Bars come in the order of their start. `cachedMilliseconds`: of a call whose answer is kept. */
export function dispatchTools(
  tools: readonly DispatchedTool[],
  dispatch: Dispatch,
  cachedMilliseconds = 0,
): Timetable | DispatchError {
  const problem = problemOf(tools, dispatch);
  if (problem !== undefined) return { error: problem };
  const most = dispatch === 'serial' ? 1 : dispatch === 'parallel' ? Number.POSITIVE_INFINITY : dispatch;
  const done = new Set<string>();
  const bars: Bar[] = [];
  let waiting = tools;
  let running: Bar[] = [];
  let now = 0;
  while (waiting.length > 0 || running.length > 0) {
    for (const { name } of running.filter(({ end }) => end <= now)) done.add(name);
    running = running.filter(({ end }) => end > now);
    const left: DispatchedTool[] = [];
    let finished = false;
    for (const tool of waiting) {
      const isReady = (tool.needs ?? []).every((name) => done.has(name));
      if (!isReady || running.length >= most) {
        left.push(tool);
        continue;
      }
      const taken = new Set(running.map(({ lane }) => lane));
      let lane = 0;
      while (taken.has(lane)) lane++;
      const cached = tool.cached === true;
      const end = now + (cached ? cachedMilliseconds : tool.milliseconds);
      const bar = { name: tool.name, start: now, end, lane, cached };
      bars.push(bar);
      if (end > now) running.push(bar);
      else {
        done.add(tool.name);
        finished = true;
      }
    }
    waiting = left;
    // What took no time may let others begin at once.
    if (!finished && running.length > 0) now = Math.min(...running.map(({ end }) => end));
  }
  return { bars, wall: now, width: bars.reduce((widest, { lane }) => Math.max(widest, lane + 1), 0) };
}

function problemOf(tools: readonly DispatchedTool[], dispatch: Dispatch): string | undefined {
  if (typeof dispatch === 'number' && !(Number.isInteger(dispatch) && dispatch > 0)) {
    return `A pool holds a whole number of calls from 1 on, not ${dispatch}.`;
  }
  const names = new Set(tools.map(({ name }) => name));
  if (names.size < tools.length) return 'Two calls have the same name.';
  for (const { name, milliseconds, needs = [] } of tools) {
    if (!(milliseconds >= 0)) return `${name} takes ${milliseconds} milliseconds.`;
    const unknown = needs.find((one) => !names.has(one));
    if (unknown !== undefined) return `${name} needs ${unknown}, which is not among the calls.`;
  }
  const ordered = new Set<string>();
  for (;;) {
    const next = tools.find(({ name, needs = [] }) => !ordered.has(name) && needs.every((one) => ordered.has(one)));
    if (next === undefined) break;
    ordered.add(next.name);
  }
  const rest = tools.filter(({ name }) => !ordered.has(name)).map(({ name }) => name);
  return rest.length === 0 ? undefined : `${rest.join(', ')} wait for each other.`;
}

/** Three lookups of one record, none of which needs another. */
export const courseTick: readonly DispatchedTool[] = [
  { name: 'lookup_user', milliseconds: 300 },
  { name: 'lookup_balance', milliseconds: 700 },
  { name: 'lookup_history', milliseconds: 500 },
];
