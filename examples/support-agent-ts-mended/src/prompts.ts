// What a conversation begins with: text that is the same for everybody, and text that is not.
import type { TextBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { Customer } from './customer.ts';
import { policy } from './policy.ts';

export const systemPrompt: TextBlockParam[] = [{ type: 'text', text: policy, cache_control: { type: 'ephemeral' } }];

export function firstTurn(customer: Customer, question: string): string {
  return `Current time: ${new Date().toISOString()}
Customer: ${customer.name} (${customer.email}) from ${customer.town}

${question}`;
}
