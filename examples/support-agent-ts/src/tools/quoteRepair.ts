// The tool quote_repair.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'quote_repair',
  description:
    'Estimates the price of a repair from the price list of the workshops. Parts are included, surprises are not.',
  input_schema: {
    type: 'object',
    properties: {
      work: { type: 'string', description: 'What is to be done.' },
      bicycle: { type: 'string', description: 'Make and model.' },
    },
    required: ['work', 'bicycle'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('quote_repair', input);
}
