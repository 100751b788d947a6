// The tool check_stock.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'check_stock',
  description:
    'Tells how many pieces of an article stand in each shop and in the warehouse, and when more are expected. Sizes are separate articles.',
  input_schema: {
    type: 'object',
    properties: {
      article: { type: 'string', description: 'Article number or exact name.' },
      size_cm: { type: 'number', description: 'Frame size, for bicycles.' },
    },
    required: ['article'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('check_stock', input);
}
