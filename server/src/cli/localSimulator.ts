// The simulated caches with the encoders that count for them.
import { createProviderSimulator, createTokenCounter, type ProviderSimulator } from '../engine/index.ts';
import { createTokenizer } from '../host/index.ts';

/** Without the files of the encoders counts are rough, which is no reason to refuse. */
export async function localSimulator(): Promise<ProviderSimulator> {
  const tokenizer = createTokenizer();
  await Promise.allSettled([tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')]);
  return createProviderSimulator(createTokenCounter(tokenizer.source));
}
