// What users tell of models and prices: in the editor's settings and in config files alike.
import * as z from 'zod';

const price = z.number().min(0).max(100_000);
const tokens = z.number().int().min(0).max(1_000_000_000);

const model = z.strictObject({
  name: z.string().min(1).meta({
    description:
      'As the code writes it: a deployment, a gateway alias, a model, or the variable that holds it (`MODEL_ID`, `settings.model`).',
  }),
  like: z.string().min(1).optional().meta({ description: 'A known model that it is, or behaves like.' }),
  provider: z
    .enum(['anthropic', 'openai', 'google', 'amazon-bedrock', 'xai', 'deepseek', 'mistral'])
    .optional()
    .meta({ description: 'Whose cache rules it follows, for a model that is like no known one.' }),
  prices: z
    .strictObject({
      input: price.optional(),
      output: price.optional(),
      read: price.optional(),
      write5m: price.optional(),
      write1h: price.optional(),
      write30m: price.optional(),
    })
    .optional()
    .meta({ description: 'Dollars per million tokens. What is left out keeps its proportion to the known price.' }),
  minimumPrefixTokens: tokens.optional().meta({ description: 'Shortest prefix that is cached, in tokens.' }),
  contextWindow: tokens.optional(),
  maxOutput: tokens.optional(),
  tokenizer: z.enum(['o200k_base', 'cl100k_base', 'claude-3', 'claude-4.7', 'gemini']).optional(),
  date: z.iso.date().optional().meta({ description: 'Day that you checked the prices; shown beside them.' }),
});

/** Each entry serves a setting of the editor and a key of the config file. Descriptions are Markdown. */
export const modelEntries = {
  models: {
    schema: z.array(model),
    description:
      'Models, aliases and prices of your own: a list of `{ "name": "prod-chat", "like": "gpt-4.1", "prices": { "input": 1.6, "output": 6.4 } }`. They win over what ships with Hitrate.',
  },
  discount: {
    schema: z.number().min(0).max(0.99),
    description: 'Share that you pay less than the list price, from 0 to 0.99.',
  },
} as const;
