// One conversation: asks the model, runs the tools it wants, and asks again.
import Anthropic from '@anthropic-ai/sdk';
import type { MessageParam, ToolResultBlockParam, ToolUseBlock } from '@anthropic-ai/sdk/resources/messages';
import type { Customer } from './customer.ts';
import { firstTurn, systemPrompt } from './prompts.ts';
import { runTool, tools } from './tools/index.ts';

const client = new Anthropic();
const maxTicks = 12;

export async function answer(customer: Customer, question: string): Promise<MessageParam[]> {
  const messages: MessageParam[] = [{ role: 'user', content: firstTurn(customer, question) }];
  for (let tick = 0; tick < maxTicks; tick++) {
    const response = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      tools,
      system: systemPrompt,
      cache_control: { type: 'ephemeral' },
      messages,
    });
    messages.push({ role: 'assistant', content: response.content });
    if (response.stop_reason !== 'tool_use') break;
    const uses = response.content.filter((block): block is ToolUseBlock => block.type === 'tool_use');
    messages.push({ role: 'user', content: await Promise.all(uses.map(runOne)) });
  }
  return messages;
}

async function runOne(use: ToolUseBlock): Promise<ToolResultBlockParam> {
  try {
    return { type: 'tool_result', tool_use_id: use.id, content: await runTool(use.name, use.input) };
  } catch (error) {
    return { type: 'tool_result', tool_use_id: use.id, content: String(error), is_error: true };
  }
}
