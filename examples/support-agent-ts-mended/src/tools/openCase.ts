// The tool open_case.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'open_case',
  description:
    'Hands a matter to a colleague: warranty, goodwill, complaints and everything that is urgent. The customer gets the number of the case by e-mail.',
  input_schema: {
    type: 'object',
    properties: {
      summary: { type: 'string', description: 'Two or three sentences that a colleague can act on.' },
      priority: { type: 'string', description: 'normal or urgent. Urgent is for danger and for customers stranded on the road.' },
      serial_number: { type: 'string', description: 'Serial number of the bicycle, when one is concerned.' },
    },
    required: ['summary', 'priority'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('open_case', input);
}
