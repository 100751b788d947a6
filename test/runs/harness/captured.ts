// Stands between a program and the local provider, and keeps what was asked and answered.
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../../server/src/engine/index.ts';

export interface CapturedExchange {
  readonly status: number;
  readonly body: JsonObject;
  readonly answer: JsonObject;
}

export interface Captured {
  /** For `ANTHROPIC_BASE_URL`. */
  readonly url: string;
  /** In the order in which they were answered; whole answers only, no streams. */
  readonly exchanges: readonly CapturedExchange[];
  readonly close: () => void;
}

export async function captured(port: number): Promise<Captured> {
  const exchanges: CapturedExchange[] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { method = 'POST', url: path = '/' } = request;
    const headers = { ...request.headers, host: `127.0.0.1:${port}` };
    const sent = forward({ host: '127.0.0.1', port, method, path, headers }, async (answered) => {
      const answer = await textOf(answered);
      exchanges.push({ status: answered.statusCode ?? 0, body: JSON.parse(body), answer: JSON.parse(answer) });
      response.writeHead(answered.statusCode ?? 500, { 'content-type': 'application/json' }).end(answer);
    });
    sent.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    exchanges,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
