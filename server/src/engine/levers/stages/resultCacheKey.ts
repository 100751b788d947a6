// The key that a result cache keeps the answer of a tool call under: what it leaves out, it confuses.
import { hashText } from '../../simulator/index.ts';
import { canonicalJson, type Json } from './canonicalJson.ts';

export interface KeyedCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, Json>>;
  readonly tenant?: string;
  /** Of the tool. */
  readonly version?: string;
}

/** The parts of the key besides the tool's name and its arguments. */
export interface KeyContract {
  /** Arguments are told apart by value, not by the order that they were written in. */
  readonly canonical: boolean;
  readonly tenant: boolean;
  readonly version: boolean;
  /** Arguments that do not matter for the answer: request ids, times of the call. */
  readonly ignored: readonly string[];
}

export const soundContract: KeyContract = { canonical: true, tenant: true, version: true, ignored: [] };

/** 16 hexadecimal digits. */
export function resultCacheKey({ tool, args, tenant, version }: KeyedCall, contract = soundContract): string {
  const kept = Object.fromEntries(Object.entries(args).filter(([name]) => !contract.ignored.includes(name)));
  const parts = [
    tool,
    contract.version ? (version ?? '') : '',
    contract.tenant ? (tenant ?? '') : '',
    contract.canonical ? canonicalJson(kept) : JSON.stringify(kept),
  ];
  return hashText(JSON.stringify(parts));
}
