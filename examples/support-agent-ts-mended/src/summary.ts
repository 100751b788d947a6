// Two sentences for the customer's file at the end of a conversation.
import Anthropic from '@anthropic-ai/sdk';
import { readFileSync } from 'node:fs';

const client = new Anthropic();

export async function summarize(transcriptFile: string): Promise<string> {
  const response = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 200,
    messages: [
      {
        role: 'user',
        content: [
          {
            type: 'text',
            text: `Closed at ${new Date().toISOString()}:\n\n${readFileSync(transcriptFile, 'utf8')}`,
          },
          { type: 'text', text: 'Sum this conversation up in two sentences for the file of the customer.' },
        ],
      },
    ],
  });
  const [block] = response.content;
  return block?.type === 'text' ? block.text : '';
}
