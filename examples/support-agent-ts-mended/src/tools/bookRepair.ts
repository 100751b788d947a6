// The tool book_repair.
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { callBackOffice } from '../backOffice.ts';

export const definition: Tool = {
  name: 'book_repair',
  description:
    'Books an appointment in a workshop. Name the work, so that enough time is set aside. Returns the time that was booked, or the next free ones.',
  input_schema: {
    type: 'object',
    properties: {
      shop: { type: 'string', description: 'Town of the workshop.' },
      work: { type: 'string', description: 'What is to be done.' },
      day: { type: 'string', description: 'Wanted day, as YYYY-MM-DD.' },
    },
    required: ['shop', 'work', 'day'],
  },
};

export function run(input: unknown): Promise<string> {
  return callBackOffice('book_repair', input);
}
