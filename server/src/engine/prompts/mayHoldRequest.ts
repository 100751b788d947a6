// Tells cheaply, by name and text, which prompt files can hold a whole request, so that the others are not read as one.
import { formatOf } from './formatOf.ts';

/** Words that a file has all of; one pattern for two of them would go over the text again and again. */
const signs: readonly (readonly RegExp[])[] = [
  [/\bcustom_id\b/],
  [/\b(?:inputSchema|input_schema)\b|"type"\s*:\s*"function"/],
  [/\bmodel\b/, /\b(?:messages|input)\b/],
  [/\bprompts\b/, /\b(?:providers|targets)\b/],
];

/** By its name. */
export function namesRequest(path: string): boolean {
  const format = formatOf(path)?.format;
  return format !== undefined && /^(?:prompty|dotprompt|yaml|json|jsonl)$/.test(format);
}

export function mayHoldRequest(path: string, text: string): boolean {
  const named = formatOf(path);
  if (named === undefined || !namesRequest(path)) return false;
  return named.isSure || signs.some((words) => words.every((word) => word.test(text)));
}
