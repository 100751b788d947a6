// Sorts the tickets of the night before the desk opens.
import Anthropic from '@anthropic-ai/sdk';
import { policy } from './policy.ts';

export interface Ticket {
  readonly id: string;
  readonly text: string;
}

const client = new Anthropic();

export async function triage(tickets: readonly Ticket[]): Promise<Map<string, string>> {
  const verdicts = new Map<string, string>();
  for (const ticket of tickets) {
    const response = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 16,
      system: policy,
      messages: [
        {
          role: 'user',
          content: `Answer with one word, urgent, warranty, return, repair or other, for this ticket:\n\n${ticket.text}`,
        },
      ],
    });
    const [block] = response.content;
    verdicts.set(ticket.id, block?.type === 'text' ? block.text : 'other');
  }
  return verdicts;
}
