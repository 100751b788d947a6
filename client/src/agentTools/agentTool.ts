// One tool for the agents of the editor, which asks the language server and gives its words to the model.
import {
  type CancellationToken,
  LanguageModelTextPart,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  LanguageModelToolResult,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type AgentToolAnswer,
  type AgentToolName,
  type AgentToolParams,
  agentToolRequest,
} from '../../../server/src/protocol/index.ts';
import { unsavedTexts } from '../unsavedTexts.ts';

export type DoneAnswer = Extract<AgentToolAnswer, { readonly kind: 'done' }>;

export function agentTool(client: LanguageClient, tool: AgentToolName): LanguageModelTool<object> {
  return { invoke: async (options, token) => textResult((await askTool(client, tool, options, token)).text) };
}

/** Rejects with words for the model when there is no answer. */
export async function askTool(
  client: LanguageClient,
  tool: AgentToolName,
  { input }: LanguageModelToolInvocationOptions<object>,
  token: CancellationToken,
): Promise<DoneAnswer> {
  const params: AgentToolParams = { tool, input, unsaved: unsavedTexts() };
  const answer = await client.sendRequest<AgentToolAnswer>(agentToolRequest.method, params, token);
  if (answer.kind !== 'done') throw new Error(answer.why);
  return answer;
}

export function textResult(text: string): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}
