// The lines of a recording: what an agent sent to a provider and what came back, in the order in which it happened.
import * as z from 'zod';

const id = z.string();
/** Milliseconds since 1970. */
const time = z.number();
/** Text, or base64 where the bytes are no UTF-8. */
const content = { text: z.string().optional(), base64: z.string().optional() };

export const recordingHeaderSchema = z.object({
  type: z.literal('recording'),
  version: z.literal(1),
  time,
});

export const recordedRequestSchema = z.object({
  type: z.literal('request'),
  id,
  time,
  provider: z.enum(['anthropic', 'openai', 'google']),
  method: z.string(),
  path: z.string(),
  /** Only those that say what the body is. */
  headers: z.record(z.string(), z.string()),
  ...content,
  /** Keys in the body that were overwritten, letter by letter: its length is the same. */
  redacted: z.number().optional(),
  /** The body ended in the middle. */
  cut: z.boolean().optional(),
});

export const recordedHeadSchema = z.object({
  type: z.literal('head'),
  id,
  time,
  status: z.int(),
  headers: z.record(z.string(), z.string()),
});

export const recordedChunkSchema = z.object({ type: z.literal('chunk'), id, time, ...content });

export const recordedEndSchema = z.object({
  type: z.literal('end'),
  id,
  time,
  how: z.enum(['complete', 'agent-left', 'provider-broke', 'provider-unreachable']),
  why: z.string().optional(),
});

export const recordingLineSchema = z.discriminatedUnion('type', [
  recordingHeaderSchema,
  recordedRequestSchema,
  recordedHeadSchema,
  recordedChunkSchema,
  recordedEndSchema,
]);

export type RecordingLine = z.output<typeof recordingLineSchema>;
export type RecordedRequest = z.output<typeof recordedRequestSchema>;
