// Writes recordings for tests: conversations whose usage follows from what they say.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RecordedExchange {
  /** Seconds since the first one. */
  readonly at: number;
  readonly body: object;
  readonly usage?: { readonly read: number; readonly write: number; readonly fresh: number; readonly output?: number };
  readonly tools?: readonly string[];
  readonly provider?: 'anthropic' | 'openai';
  readonly status?: number;
  readonly how?: 'complete' | 'agent-left';
  /** Milliseconds to the end of the answer. */
  readonly takes?: number;
}

const start = Date.UTC(2026, 0, 1);

export function recordingLines(exchanges: readonly RecordedExchange[]): readonly string[] {
  const lines = [JSON.stringify({ type: 'recording', version: 1, time: start })];
  for (const [
    index,
    { at, body, usage, tools = [], provider = 'anthropic', status = 200, how = 'complete', takes = 500 },
  ] of exchanges.entries()) {
    const id = `r${index}`;
    const time = start + at * 1000;
    const path = provider === 'anthropic' ? '/v1/messages' : '/v1/chat/completions';
    lines.push(
      JSON.stringify({
        type: 'request',
        id,
        time,
        provider,
        method: 'POST',
        path,
        headers: {},
        text: JSON.stringify(body),
      }),
    );
    lines.push(JSON.stringify({ type: 'head', id, time: time + 10, status, headers: {} }));
    if (usage !== undefined) {
      const { read, write, fresh, output = 50 } = usage;
      const answer =
        provider === 'anthropic'
          ? {
              type: 'message',
              content: tools.map((name) => ({ type: 'tool_use', name, id: 'x', input: {} })),
              usage: {
                input_tokens: fresh,
                cache_read_input_tokens: read,
                cache_creation_input_tokens: write,
                output_tokens: output,
              },
            }
          : {
              choices: [{ message: { tool_calls: tools.map((name) => ({ function: { name } })) } }],
              usage: {
                prompt_tokens: fresh + read,
                completion_tokens: output,
                prompt_tokens_details: { cached_tokens: read },
              },
            };
      lines.push(JSON.stringify({ type: 'chunk', id, time: time + 20, text: JSON.stringify(answer) }));
    }
    lines.push(JSON.stringify({ type: 'end', id, time: time + takes, how }));
  }
  return lines;
}

export function temporaryFile(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'hitrate-log-')), name);
  writeFileSync(path, text);
  return path;
}
