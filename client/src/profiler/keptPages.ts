// What is remembered of the profiled calls of a workspace: sample values, settings of a run, and runs to compare.
import type { Memento } from 'vscode';
import { type KeptPage, keptPageSchema } from '../../../server/src/protocol/index.ts';

export interface KeptPages {
  readonly get: (key: string) => KeptPage | undefined;
  readonly set: (key: string, page: KeptPage) => Promise<void>;
}

const name = 'hitrate.profiles';
const most = 60;

/** The calls that were looked at last stay. */
export function createKeptPages(state: Memento): KeptPages {
  const all = (): Record<string, unknown> => ({ ...state.get<Record<string, unknown>>(name) });
  return {
    get: (key) => {
      const parsed = keptPageSchema.safeParse(all()[key]);
      return parsed.success ? parsed.data : undefined;
    },
    set: async (key, page) => {
      const { [key]: _old, ...others } = all();
      await state.update(name, Object.fromEntries([...Object.entries(others), [key, page]].slice(-most)));
    },
  };
}
