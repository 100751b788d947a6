// The tool lookup_order.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'lookup_order',
  description:
    'Finds an order by its number and tells what was bought, what was paid, where it is and what has been returned. Ask for the number when the customer has not given it. The result lists every item with its state.',
  input_schema: {
    type: 'object',
    properties: {
      order_number: { type: 'string', description: 'Number on the invoice, such as LC-204411.' },
      postcode: { type: 'string', description: 'Postcode of the delivery address, to confirm that the caller may know.' },
    },
    required: ['order_number'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('lookup_order', input);
}
