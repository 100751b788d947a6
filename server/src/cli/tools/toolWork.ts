// What a tool of coding agents works with: the engine and what is kept between calls, and what one call may see.
import { realpathSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import type { Engine } from '../../engine/index.ts';
import { slashPath } from '../../host/index.ts';
import { type AgentToolCall, type AgentToolChange, readSettings, type Settings } from '../../protocol/index.ts';
import { type ToolPaths, toolPaths } from './toolPaths.ts';

/** Lives as long as the thread. */
export interface ToolHost {
  readonly engine: () => Promise<Engine>;
  /** Undefined: everything on this thread. */
  readonly startThread?: () => Worker;
  /** Results of earlier checks by what was asked: nothing of it is written to disk. */
  readonly kept: Map<string, string>;
}

/** Lives as long as the call. */
export interface ToolWork extends ToolHost {
  readonly paths: ToolPaths;
  /** Texts that go before those on disk, by absolute path. */
  readonly unsaved: ReadonlyMap<string, string>;
  readonly settings: Settings;
  readonly mayWrite: boolean;
}

export interface ToolResult {
  readonly text: string;
  /** By the output schema of the tool; what the schema does not name is dropped. */
  readonly structured: Readonly<Record<string, unknown>>;
  /** What an editor has to change, and the texts that it was made for. */
  readonly changes?: readonly AgentToolChange[];
}

/** Throws a `UsageError` when none of the folders exists. */
export function toolWork(host: ToolHost, { folders, unsaved, settings, apply }: AgentToolCall): ToolWork {
  return {
    ...host,
    paths: toolPaths(folders),
    unsaved: new Map(Object.entries(unsaved).map(([path, text]) => [withoutLinks(path), text])),
    // What is wrong with them the editor tells already.
    settings: readSettings(settings).settings,
    mayWrite: apply,
  };
}

/** A document that was never saved has a path that does not exist. */
function withoutLinks(path: string): string {
  try {
    return slashPath(realpathSync.native(path));
  } catch {
    return slashPath(path);
  }
}
