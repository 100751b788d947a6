// Tells cheaply, by name and text, which prompt files can hold a whole request, so that the others are not read as one.
import { formatOf } from './formatOf.ts';

const wholeRequest = /\bmodel\b[\s\S]*\b(?:messages|input)\b|\b(?:messages|input)\b[\s\S]*\bmodel\b/;
const batch = /\bcustom_id\b/;
const tools = /\b(?:inputSchema|input_schema)\b|"type"\s*:\s*"function"/;
const evaluation = /\bprompts\b[\s\S]*\b(?:providers|targets)\b|\b(?:providers|targets)\b[\s\S]*\bprompts\b/;

/** By its name. */
export function namesRequest(path: string): boolean {
  const format = formatOf(path)?.format;
  return format !== undefined && /^(?:prompty|dotprompt|yaml|json|jsonl)$/.test(format);
}

export function mayHoldRequest(path: string, text: string): boolean {
  const named = formatOf(path);
  if (named === undefined || !namesRequest(path)) return false;
  return named.isSure || [batch, tools, wholeRequest, evaluation].some((sign) => sign.test(text));
}
