// Every end of a member path that a recognizer wants to see: calls that send requests, and those that make what sends them.
import type { Recognizer } from '../recognizer.ts';

export function tailsOf({ tails, definitions = [] }: Recognizer): Recognizer['tails'] {
  return [...tails, ...definitions];
}
