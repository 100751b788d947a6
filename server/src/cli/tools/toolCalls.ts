// The model calls of a file, or the one at a line, for the tools of coding agents.
import type { Engine } from '../../engine/index.ts';
import { type CallsQuery, callsUnder, type FoundCall, type FoundCalls } from '../callsUnder.ts';
import { UsageError } from '../usageError.ts';
import type { ToolWork } from './toolWork.ts';

export interface ToolCalls extends FoundCalls {
  readonly engine: Engine;
}

/** Throws a `UsageError` where there is no model call. */
export async function toolCalls(
  work: ToolWork,
  file: string,
  line: number | undefined,
  scenario: CallsQuery['scenario'] = {},
): Promise<ToolCalls> {
  const { paths, settings, unsaved } = work;
  const path = paths.locate(file);
  const engine = await work.engine();
  const found = callsUnder(engine, { cwd: paths.cwd, path, line, config: undefined, settings, unsaved, scenario });
  if (found.calls.length === 0) throw new UsageError(`No model call was found in ${file}.`);
  return { engine, ...found };
}

export function callKey({ path, line, call }: FoundCall): string {
  return `${path} ${line} ${call.call.site.place.start}`;
}
