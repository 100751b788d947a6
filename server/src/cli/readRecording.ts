// Reads a recording, or the log of another program, into what its conversations show.
import { createProviderSimulator, roughTokenCounter } from '../engine/index.ts';
import type { RecordingProfile } from '../protocol/index.ts';
import { type AnalyzeRecordingInput, analyzeRecording, readCalls, UnknownLog } from '../runs/index.ts';
import { UsageError } from './usageError.ts';

/** `shown`: the path as the user wrote it. */
export function readRecording(
  path: string,
  shown: string,
  sourceOf?: AnalyzeRecordingInput['sourceOf'],
): RecordingProfile {
  const { price } = createProviderSimulator(roughTokenCounter);
  try {
    return analyzeRecording({
      log: readCalls(path),
      price: (model, usage) => {
        const money = price(model, usage);
        return money === undefined ? undefined : Number(money) / 1e12;
      },
      ...(sourceOf === undefined ? {} : { sourceOf }),
    });
  } catch (error) {
    if (error instanceof UnknownLog) throw new UsageError(`${shown} cannot be profiled: ${error.message}.`);
    throw error;
  }
}
