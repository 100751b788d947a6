// The tool grant_voucher.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'grant_voucher',
  description:
    'Grants a voucher as goodwill, up to fifteen euros and once for each order. Refuses when the order has had one.',
  input_schema: {
    type: 'object',
    properties: {
      order_number: { type: 'string', description: 'Order that went wrong.' },
      amount: { type: 'number', description: 'Euros, up to 15.' },
    },
    required: ['order_number', 'amount'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('grant_voucher', input);
}
