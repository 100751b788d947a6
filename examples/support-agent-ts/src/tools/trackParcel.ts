// The tool track_parcel.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'track_parcel',
  description:
    'Asks the carrier where a parcel is. Use it for orders that have left the warehouse. Says when the parcel last moved and when the carrier expects to deliver it.',
  input_schema: {
    type: 'object',
    properties: {
      tracking_number: { type: 'string', description: 'Number of the parcel as the order shows it.' },
    },
    required: ['tracking_number'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('track_parcel', input);
}
