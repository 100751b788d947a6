// Reads one module straight through, without values, for what the interpreter has no need to follow.
import type { ItemCall, Module } from '../model/index.ts';
import { codeOf } from './code.ts';
import { itemCalls } from './itemCalls.ts';

export interface Scan {
  readonly itemCalls: readonly ItemCall[];
}

export const nothingScanned: Scan = { itemCalls: [] };

/** `text` is that of the module. */
export function scanModule(module: Module, text: string): Scan {
  if (!mayHold.test(text)) return nothingScanned;
  return { itemCalls: itemCalls(codeOf(module, text)) };
}

const mayHold = /embed|batch|many|bulk|mget/i;
const embedding = /\bembeddings\s*\.\s*create\s*\(|\bembed\w*\s*\(|\ba?embedding\s*\(|\.embed\w*\s*,/;

/** Cheap: whether something may be found though no model call is in reach. */
export function isWorthScanning(text: string): boolean {
  return embedding.test(text);
}
