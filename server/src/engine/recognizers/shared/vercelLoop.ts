// Tells whether a call of the Vercel AI SDK loops over tool calls, and how often at most.
import type { Request, Value } from '../../model/index.ts';
import { literalNumber } from './literalText.ts';
import type { Options } from './options.ts';
import { argumentOf, isCallElement } from './symbolPath.ts';

/** `usual` is the number of steps when nothing is said. One step is no loop. */
export function vercelLoop(options: Options, usual: number): Request['innerLoop'] {
  const stop = options.entries.get('stopWhen');
  const steps = options.entries.get('maxSteps');
  const given = stop ?? steps;
  if (given === undefined) return usual === 1 ? undefined : { bound: usual };
  const bound = stop === undefined ? literalNumber(given.value) : stepBound(stop.value);
  return bound === 1 ? undefined : { bound };
}

/** Any of several conditions ends the loop, so the lowest count holds; of alternatives, the highest. */
function stepBound(value: Value): number | undefined {
  if (value.kind === 'list') {
    const bounds = value.items.flatMap((item) => stepBound(item.value) ?? []);
    return bounds.length === 0 ? undefined : Math.min(...bounds);
  }
  if (value.kind === 'choice') {
    const bounds = value.options.map(stepBound);
    return bounds.some((bound) => bound === undefined)
      ? undefined
      : Math.max(...bounds.flatMap((bound) => bound ?? []));
  }
  if (value.kind !== 'symbol') return undefined;
  const name = value.path.findLast((element) => !isCallElement(element));
  const count = name === 'stepCountIs' || name === 'isStepCount' ? Number(argumentOf(value.path.at(-1))) : Number.NaN;
  return Number.isInteger(count) ? count : undefined;
}
