// Writes a large recording of distinct conversations that take turns, as agents that run at once leave it.
import { closeSync, openSync, writeSync } from 'node:fs';

export interface LargeRecording {
  /** Bytes, at least. */
  readonly bytes: number;
  /** Conversations that run at once. */
  readonly agents: number;
  readonly ticks: number;
}

const word = 'every agent has texts of its own and says them again in each of its requests so that they add up '.repeat(
  20,
);

/** Returns how many calls it holds. */
export function writeLargeRecording(path: string, { bytes, agents, ticks }: LargeRecording): number {
  const file = openSync(path, 'w');
  let size = 0;
  let calls = 0;
  const write = (line: object): void => {
    const text = `${JSON.stringify(line)}\n`;
    size += writeSync(file, text);
  };
  const start = Date.UTC(2026, 0, 1);
  write({ type: 'recording', version: 1, time: start });
  for (let round = 0; size < bytes; round++) {
    const histories = Array.from({ length: agents }, (_, agent) => [
      { role: 'user', content: `Round ${round}, agent ${agent}: ${word}` },
    ]);
    for (let tick = 0; tick < ticks && size < bytes; tick++) {
      for (const [agent, messages] of histories.entries()) {
        const id = `r${++calls}`;
        const time = start + (round * ticks + tick) * 10_000 + agent;
        const body = {
          model: 'claude-sonnet-4-6',
          max_tokens: 1000,
          system: [{ type: 'text', text: `Rules of agent ${agent}. ${word}`, cache_control: { type: 'ephemeral' } }],
          messages,
        };
        write({
          type: 'request',
          id,
          time,
          provider: 'anthropic',
          method: 'POST',
          path: '/v1/messages',
          headers: {},
          text: JSON.stringify(body),
        });
        write({ type: 'head', id, time: time + 300, status: 200, headers: {} });
        const usage = {
          input_tokens: 30,
          cache_read_input_tokens: tick === 0 ? 0 : 500 * tick,
          cache_creation_input_tokens: 500,
          output_tokens: 60,
        };
        const events = [
          { type: 'message_start', message: { usage } },
          { type: 'content_block_start', content_block: { type: 'tool_use', name: `tool_${tick % 3}` } },
          { type: 'message_delta', usage: { output_tokens: 60 } },
        ];
        for (const event of events)
          write({
            type: 'chunk',
            id,
            time: time + 400,
            text: `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
          });
        write({ type: 'end', id, time: time + 900, how: 'complete' });
        messages.push(
          { role: 'assistant', content: `Answer ${tick} of ${agent}: ${word}` },
          { role: 'user', content: `Go on ${tick}: ${word}` },
        );
      }
    }
  }
  closeSync(file);
  return calls;
}
