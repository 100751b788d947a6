// xAI's Grok models: prices and tiers, as of the dates in each row.
import { automaticModels } from './automaticModels.ts';

/** Sorted by id. No checked source gives the minimum prefix. */
export const xaiModels = automaticModels({ provider: 'xai', tokenizer: 'grok' }, [
  ['grok-4.3', { input: 1.25, output: 2.5, read: 0.2 }, [1_000_000, 30_000], { above: 200_000, input: 2, output: 2 }],
  ['grok-4.5', { input: 2, output: 6, read: 0.3 }, [500_000, 500_000], { above: 200_000, input: 2, output: 2 }],
  ['grok-4.6', { input: 2, output: 6, read: 0.5 }, [500_000, 500_000], { above: 200_000, input: 2, output: 2 }],
  ['grok-4.7', { input: 2, output: 6, read: 0.5 }, [500_000, 500_000], { above: 200_000, input: 2, output: 2 }],
]);
