// The prices of the package llm-info.
import { ModelInfoMap } from 'llm-info';
import type { PriceSource } from './publishedPrice.ts';

export const llmInfo: PriceSource = {
  name: 'llm-info',
  priceOf: (_provider, id, aliases) => {
    const known = new Map(Object.entries(ModelInfoMap));
    const matched = [id, ...aliases].find((name) => known.has(name));
    const model = matched === undefined ? undefined : known.get(matched);
    if (matched === undefined || model === undefined) return undefined;
    const { pricePerMillionInputTokens: input, pricePerMillionOutputTokens: output, contextWindowTokenLimit } = model;
    return {
      matched,
      ...(typeof input === 'number' ? { input } : {}),
      ...(typeof output === 'number' ? { output } : {}),
      ...(typeof contextWindowTokenLimit === 'number' ? { contextWindow: contextWindowTokenLimit } : {}),
    };
  },
};
