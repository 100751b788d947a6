// What is said to the thread that runs the tools of coding agents, and what it answers.
import type { AgentToolName } from './agentTools.ts';

/** Where a call may look, and what goes before the disk there. */
export interface AgentToolContext {
  /** Absolute. Paths outside of all of them are refused; relative ones count from the first that has them. */
  readonly folders: readonly string[];
  /** Texts that stand in editors and not on disk yet, by absolute path with forward slashes. */
  readonly unsaved: Readonly<Record<string, string>>;
  /** The `hitrate` section of an editor's settings, unchecked; config files win over it. */
  readonly settings?: unknown;
}

export interface AgentToolCall extends AgentToolContext {
  readonly tool: AgentToolName;
  /** Checked by the schema of the tool. */
  readonly input: unknown;
  /** Write the fix that is shown; only for `preview_fix`. */
  readonly apply: boolean;
}

export interface AgentToolChange {
  /** Absolute, forward slashes. */
  readonly path: string;
  /** The text that the edits were made for. */
  readonly before: string;
  /** Offsets of `before`, in UTF-16 units. */
  readonly edits: readonly {
    readonly span: { readonly start: number; readonly end: number };
    readonly newText: string;
  }[];
}

/** `text` says to a model what `structured`, by the output schema of the tool, says to a program. */
export type AgentToolAnswer =
  | {
      readonly kind: 'done';
      readonly text: string;
      readonly structured: Readonly<Record<string, unknown>>;
      /** What an editor would have to change to apply the fix that is shown. */
      readonly changes: readonly AgentToolChange[];
    }
  /** The caller can do something about it: a wrong path, a line without a finding. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It can not: the thread crashed, or took too long, and is replaced. */
  | { readonly kind: 'failed'; readonly why: string };
