// Runs one tool call of a coding agent, and turns mistakes of the caller into words for it.
import { type AgentToolAnswer, type AgentToolCall, type AgentToolName, agentTools } from '../../protocol/index.ts';
import { isUsageError } from '../usageError.ts';
import { checkTool } from './checkTool.ts';
import { costTool } from './costTool.ts';
import { explainTool } from './explainTool.ts';
import { previewFixTool } from './previewFixTool.ts';
import { profileTool } from './profileTool.ts';
import { type ToolHost, type ToolResult, type ToolWork, toolWork } from './toolWork.ts';

const tools: { readonly [Name in AgentToolName]: (input: never, work: ToolWork) => Promise<ToolResult> } = {
  check: checkTool,
  explain: explainTool,
  profile: profileTool,
  cost: costTool,
  preview_fix: previewFixTool,
};

/** Never rejects. After `failed` the engine may be broken. */
export async function runTool(host: ToolHost, call: AgentToolCall): Promise<AgentToolAnswer> {
  try {
    const { input, output } = agentTools[call.tool];
    const parsed = input.safeParse(call.input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return { kind: 'refused', why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}` };
    }
    const { text, structured, changes = [] } = await tools[call.tool](parsed.data as never, toolWork(host, call));
    return { kind: 'done', text, structured: output.parse(structured), changes };
  } catch (error) {
    if (isUsageError(error)) return { kind: 'refused', why: error.message };
    return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
