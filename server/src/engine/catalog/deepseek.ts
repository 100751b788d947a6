// DeepSeek's models: prices, as of the dates in each row.
import { automaticModels } from './automaticModels.ts';

/** Sorted by id. No checked source gives the minimum prefix. */
export const deepseekModels = automaticModels({ provider: 'deepseek', tokenizer: 'unknown' }, [
  ['deepseek-flash', { input: 0.3, output: 1.2, read: 0.006 }, [1_000_000, 384_000]],
  ['deepseek-v4-pro', { input: 1.32, output: 3.96, read: 0.044 }, [1_000_000, 384_000]],
]);
