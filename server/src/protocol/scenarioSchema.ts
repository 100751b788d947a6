// The usage scenario as users write it: one schema per number, with its default and its meaning.
import * as z from 'zod';

const whole = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

/** Times in seconds, sizes in tokens. Each entry serves a setting `hitrate.scenario.<name>` and a field of the config file. */
export const scenarioEntries = {
  ticks: {
    schema: whole(1, 10_000),
    default: 10,
    description: 'Model calls in one run of an agent loop. Every one of them sends the whole prompt again.',
  },
  outputTokens: {
    schema: whole(0, 1_000_000),
    default: 200,
    description: 'Tokens that the model writes in one tick.',
  },
  reasoningTokens: {
    schema: whole(0, 1_000_000),
    default: 1_000,
    description:
      'Tokens that a model thinks before each answer, where thinking or a reasoning effort is asked for, or the model always does. They are billed as output.',
  },
  toolResultTokens: {
    schema: whole(0, 1_000_000),
    default: 300,
    description: 'Tokens of tool results that one tick adds to the conversation.',
  },
  gapSeconds: {
    schema: z.number().min(0).max(31_536_000),
    default: 5,
    description:
      'Seconds between two ticks. A gap longer than the lifetime of a cache entry makes every tick write it again.',
  },
  tasksPerDay: {
    schema: z.number().min(0).max(1_000_000_000),
    default: 100,
    description: 'Runs of an agent loop in a day.',
  },
  holeTokens: {
    schema: whole(0, 1_000_000),
    default: 50,
    description: 'Tokens assumed for a part of a prompt whose text is known only at run time.',
  },
} as const;

export type ScenarioField = keyof typeof scenarioEntries;
export type ScenarioNumbers = { readonly [Name in ScenarioField]: number };

export const scenarioFields = Object.keys(scenarioEntries) as readonly ScenarioField[];
