// The same tool calls dispatched in each way, and what each saves.
import {
  type Dispatch,
  type DispatchError,
  type DispatchedTool,
  dispatchTools,
  type Timetable,
} from './dispatchTools.ts';

export interface DispatchRow extends Timetable {
  readonly dispatch: Dispatch;
  /** Milliseconds less than one after the other. */
  readonly saved: number;
}

/** `pool`: calls at a time of the third row; the usual cap is 8. */
export function compareDispatch(
  tools: readonly DispatchedTool[],
  pool = 8,
  cachedMilliseconds = 0,
): readonly DispatchRow[] | DispatchError {
  const rows: DispatchRow[] = [];
  for (const dispatch of ['serial', 'parallel', pool] as const) {
    const timetable = dispatchTools(tools, dispatch, cachedMilliseconds);
    if ('error' in timetable) return timetable;
    rows.push({ dispatch, ...timetable, saved: (rows[0]?.wall ?? timetable.wall) - timetable.wall });
  }
  return rows;
}
