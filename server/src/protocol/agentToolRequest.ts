// Client → server: runs a tool of coding agents on the workspace, for the agents of the editor.
import type { AgentToolAnswer, AgentToolContext } from './agentToolCall.ts';
import type { AgentToolName } from './agentTools.ts';
import type { RequestMessage } from './message.ts';

export interface AgentToolParams extends Pick<AgentToolContext, 'unsaved'> {
  readonly tool: AgentToolName;
  readonly input: unknown;
}

/** Nothing is written: who applies a fix does it with the changes of the answer. */
export const agentToolRequest: RequestMessage<AgentToolParams, AgentToolAnswer> = { method: 'hitrate/agentTool' };
