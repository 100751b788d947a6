// Finds recorded requests that continue another: the same conversation with the answer and one turn appended.
import type { CountableMessage } from '../../../server/src/engine/estimate/index.ts';

export interface Recorded {
  readonly group: string;
  readonly messages: readonly CountableMessage[];
  /** What must be the same for one to continue the other. */
  readonly frame: string;
  readonly input: number;
  readonly output: number;
}

export interface Continuation<Row extends Recorded> {
  readonly last: Row;
  readonly next: Row;
  readonly answer: CountableMessage;
  readonly turn: CountableMessage;
}

export function continuations<Row extends Recorded>(rows: readonly Row[]): readonly Continuation<Row>[] {
  const found: Continuation<Row>[] = [];
  const byStart = new Map<string, Row>();
  const keyOf = (row: Row, messages: readonly CountableMessage[]): string =>
    JSON.stringify([row.group, row.frame, messages]);
  for (const row of rows) byStart.set(keyOf(row, row.messages), row);
  for (const next of rows) {
    const [answer, turn] = next.messages.slice(-2);
    if (answer?.role !== 'assistant' || turn?.role !== 'user') continue;
    const last = byStart.get(keyOf(next, next.messages.slice(0, -2)));
    if (last !== undefined && last.output > 0) found.push({ last, next, answer, turn });
  }
  return found;
}
