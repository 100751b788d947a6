// The system prompt of a conversation.
import type { Customer } from './customer.ts';
import { policy } from './policy.ts';

export function buildSystemPrompt(customer: Customer): string {
  return `Current time: ${new Date().toISOString()}
You are talking to ${customer.name} (${customer.email}) from ${customer.town}.

${policy}`;
}
