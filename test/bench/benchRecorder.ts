// Measures what the recorder adds: time to first byte and throughput of streams, beside a direct connection in the same run.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openRecording, startRecorder } from '../../server/src/runs/index.ts';
import { distribution } from './distribution.ts';
import { milliseconds, printTable } from './printTable.ts';

const body = JSON.stringify({
  model: 'claude-sonnet-4-6',
  stream: true,
  messages: [{ role: 'user', content: 'x'.repeat(50_000) }],
});
const event = `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'y'.repeat(40) } })}\n\n`;
const agent = new Agent({ keepAlive: true });

/** The service, the recorder and the agent share this process, so what is measured is the worst case of a small machine. */
export async function benchRecorder(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hitrate-bench-'));
  const service = createServer((incoming, response) => {
    const events = Number(new URL(incoming.url ?? '/', 'http://x').searchParams.get('events') ?? 50);
    incoming.resume();
    incoming.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < events; at++) response.write(event);
      response.end();
    });
  });
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  const direct = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const writer = openRecording(join(folder, 'run.jsonl'));
  const recorder = await startRecorder({ writer, upstreams: { anthropic: direct, openai: direct, google: direct } });
  const through = recorder.variables.ANTHROPIC_BASE_URL ?? '';
  try {
    const first: Record<string, number[]> = { direct: [], through: [] };
    for (let round = 0; round < rounds + 20; round++) {
      for (const [name, url] of Object.entries({ direct, through })) {
        const { firstByte } = await stream(`${url}/v1/messages?events=50`);
        // The first ones warm the code up.
        if (round >= 20) first[name]?.push(firstByte);
      }
    }
    const speeds: Record<string, number> = {};
    for (const [name, url] of Object.entries({ direct, through })) {
      const { bytes, time } = await stream(`${url}/v1/messages?events=200000`);
      speeds[name] = bytes / 1000 / time;
    }
    const began = performance.now();
    const many = await Promise.all(Array.from({ length: 200 }, () => stream(`${through}/v1/messages?events=100`)));
    const whole = many.filter(({ bytes }) => bytes === event.length * 100).length;
    const rows = Object.keys(first).map((name) => {
      const { median, p95 } = distribution(first[name] ?? []);
      return [name, milliseconds(median), milliseconds(p95), `${(speeds[name] ?? 0).toFixed(0)} MB/s`];
    });
    printTable('Recorder', [['connection', 'first byte, median', 'p95', 'one stream'], ...rows]);
    console.log(`200 streams at once through it: ${whole} whole, ${milliseconds(performance.now() - began)}\n`);
  } finally {
    await recorder.close();
    writer.close();
    service.closeAllConnections();
    await new Promise((done) => service.close(done));
    agent.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

function stream(url: string): Promise<{ readonly firstByte: number; readonly time: number; readonly bytes: number }> {
  return new Promise((done, fail) => {
    const began = performance.now();
    let firstByte = 0;
    let bytes = 0;
    const sent = request(url, { method: 'POST', agent }, (response) => {
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByte = performance.now() - began;
        bytes += chunk.length;
      });
      response.on('end', () => done({ firstByte, time: performance.now() - began, bytes }));
      response.on('error', fail);
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
