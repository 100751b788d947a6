// A local provider for tests, with the published encodings, and the agent that is sent to it.
import {
  createProviderSimulator,
  createTokenCounter,
  type ProviderSimulator,
} from '../../../server/src/engine/index.ts';
import { createTokenizer } from '../../../server/src/host/createTokenizer.ts';
import { type LocalProvider, type LocalProviderOptions, startLocalProvider } from '../../../server/src/runs/index.ts';

/** It keeps no state, and the encoding takes seconds to load. */
let simulator: Promise<ProviderSimulator> | undefined;

export async function startTestProvider(options: Partial<LocalProviderOptions> = {}): Promise<LocalProvider> {
  simulator ??= loadSimulator();
  return startLocalProvider({ simulator: await simulator, ...options });
}

async function loadSimulator(): Promise<ProviderSimulator> {
  const tokenizer = createTokenizer();
  await tokenizer.load('o200k_base');
  return createProviderSimulator(createTokenCounter(tokenizer.source));
}

/** Some 3,000 tokens that stay the same. */
export const rules = Array.from(
  { length: 200 },
  (_, at) => `Rule ${at}: answer case ${at} by the book, never by heart.`,
).join('\n');

/** A tool that an agent calls in each of its rounds. */
export const lookup = {
  name: 'lookup',
  description: 'Looks an order up.',
  schema: {
    type: 'object',
    properties: { order: { type: 'string' }, deep: { type: 'boolean' } },
    required: ['order'],
  },
} as const;

export const ticks = 5;
