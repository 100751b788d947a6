// The tool start_return.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'start_return',
  description:
    'Opens a return for items of an order and gives the label. Check first that the return is within its period. The refund is calculated after the inspection.',
  input_schema: {
    type: 'object',
    properties: {
      order_number: { type: 'string', description: 'Order that the items belong to.' },
      items: { type: 'array', items: { type: 'string' }, description: 'Article numbers to be returned.' },
      reason: { type: 'string', description: 'The reason in the words of the customer.' },
    },
    required: ['order_number', 'items', 'reason'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('start_return', input);
}
