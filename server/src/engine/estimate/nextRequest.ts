// The next request of a conversation, from what the last one was billed: better than any count of its texts.
import type { CatalogModel } from '../catalog/index.ts';
import type { TokenCount } from '../model/index.ts';
import { plus, sumTokens } from './tokenCount.ts';

/** What a request was billed, thinking included. */
export interface BilledTurn {
  readonly input: number;
  readonly output: number;
}

/** What is appended behind the answer: the text of a user, or the results of the tools that the answer called. */
export interface AppendedTurn {
  readonly texts?: readonly TokenCount[];
  readonly results?: readonly TokenCount[];
}

/** Tokens by which recordings differ from the rule. */
const structureError = 4;

/**
 * Tokens of the next request when it appends the last answer as it came, and one turn. Measured on recorded conversations: the error is
 * that of the appended texts, and a token or two. It does not hold where the tools or their choice change, or thinking is dropped.
 */
export function nextRequestTokens(
  last: BilledTurn,
  appended: AppendedTurn,
  model: Pick<CatalogModel, 'format'>,
): TokenCount {
  const { texts = [], results = [] } = appended;
  const counts = sumTokens([...texts, ...results]);
  const next = plus(counts, last.input + last.output + turnOverhead(model, results.length));
  return { ...next, low: next.low - structureError, high: next.high + structureError, method: 'estimate' };
}

/** Tokens of structure that an answer and the turn behind it add. `results`: tool results in the turn; 0 for a turn of text. */
export function turnOverhead({ format }: Pick<CatalogModel, 'format'>, results: number): number {
  if (format === 'claude-3') return results === 0 ? 3 : results === 1 ? 12 : 30 * results;
  if (format === 'claude-opus-4-7') return results === 0 ? 3 : 17 * results;
  if (format === 'claude-4.7') return results === 0 ? 2 : 7 * results;
  // The header of the answer was in the request already, as its opening.
  return results === 0 ? 5 : 7 * results;
}
