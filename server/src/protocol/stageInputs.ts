// What a user may set of each stage of `hitrate levers`: any part of it, the rest stays as it is.
import * as z from 'zod';

const tokens = z.int().min(0).max(10_000_000);
const milliseconds = z.number().min(0).max(86_400_000);
const dollars = z.number().min(0).max(1_000_000);
const seconds = z.number().min(0).max(31_536_000);
const ticks = z.int().min(1).max(50);
const history = z.array(z.tuple([z.int().min(1).max(10_000), tokens])).min(1);
const ttl = z.enum(['5m', '1h']);

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const keyed = z.strictObject({
  tool: z.string().min(1),
  args: z.record(z.string(), json).default({}),
  tenant: z.string().optional(),
  version: z.string().optional(),
});

/** By number of the stage. Times in milliseconds unless they say seconds, money in dollars. */
export const stageInputSchemas = {
  1: z
    .strictObject({
      ticks,
      tools: tokens,
      system: tokens,
      history,
      output: tokens,
      caching: z.enum(['none', 'prefix', 'rolling']),
      ttl,
      gapSeconds: seconds,
      modelMilliseconds: milliseconds,
      toolMilliseconds: z.array(milliseconds),
      overheadMilliseconds: milliseconds,
      toolCost: dollars,
    })
    .partial(),
  2: z
    .strictObject({
      ticks,
      tools: tokens,
      system: tokens,
      history,
      output: tokens,
      gapSeconds: seconds,
      ttl,
      toolsChange: z.boolean(),
      systemChanges: z.boolean(),
    })
    .partial(),
  3: z
    .strictObject({
      calls: z
        .array(keyed.extend({ at: z.number().min(0), truth: z.string().optional(), clears: z.array(keyed).optional() }))
        .max(100_000),
      tools: z.record(z.string(), z.strictObject({ milliseconds, cost: dollars, freshSeconds: seconds })),
      ttl: z.union([seconds, z.record(z.string(), seconds)]),
      capacity: z.int().min(1),
      readMilliseconds: milliseconds,
      key: z.strictObject({
        canonical: z.boolean().default(true),
        tenant: z.boolean().default(true),
        version: z.boolean().default(true),
        ignored: z.array(z.string()).default([]),
      }),
    })
    .partial(),
  4: z
    .strictObject({
      calls: z
        .array(
          z.strictObject({
            name: z.string().min(1),
            milliseconds,
            needs: z.array(z.string()).optional(),
            cached: z.boolean().optional(),
          }),
        )
        .max(1000),
      pool: z.int().min(1),
      cachedMilliseconds: milliseconds,
    })
    .partial(),
  5: z
    .strictObject({
      agents: z.array(z.int().min(1).max(1000)).min(1).max(50),
      callsPerAgent: z.int().min(1).max(1000),
      thinkMilliseconds: z.number().positive().max(3_600_000),
      seed: z.int().min(0),
      windowMilliseconds: milliseconds,
      size: z.int().min(1),
      requestMilliseconds: milliseconds,
      itemMilliseconds: milliseconds,
      requestCost: dollars,
      itemCost: dollars,
      connections: z.int().min(1),
    })
    .partial(),
} as const;

export type StageNumber = keyof typeof stageInputSchemas;
