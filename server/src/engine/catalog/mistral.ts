// Mistral's models: prices, as of the dates in each row.
import { automaticModels } from './automaticModels.ts';

/** Sorted by id. No checked source gives the minimum prefix. */
export const mistralModels = automaticModels({ provider: 'mistral', tokenizer: 'unknown' }, [
  ['codestral-2508', { input: 0.3, output: 0.9, read: 0.03 }, [256_000, 8192]],
  ['devstral-2512', { input: 0.4, output: 2, read: 0.04 }, [262_144, 262_144]],
  ['magistral-medium-latest', { input: 2, output: 5, read: 0.2 }, [262_144, 16_384]],
  ['ministral-8b-2512', { input: 0.15, output: 0.15, read: 0.015 }, [262_144, 262_144]],
  ['mistral-large-2512', { input: 0.5, output: 1.5, read: 0.05 }, [262_144, 262_144]],
  ['mistral-large-4', { input: 0.7, output: 2.1, read: 0.07 }, [1_048_576, 262_144]],
  ['mistral-medium-2508', { input: 0.4, output: 2, read: 0.04 }, [262_144, 262_144]],
  ['mistral-medium-2604', { input: 1.5, output: 7.5, read: 0.15 }, [262_144, 262_144]],
  ['mistral-small-2603', { input: 0.15, output: 0.6, read: 0.015 }, [262_144, 256_000]],
]);
