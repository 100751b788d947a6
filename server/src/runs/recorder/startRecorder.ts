// The recorder: a proxy on the loopback interface that passes every byte on untouched and writes down what passed.
import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isLoopbackRequest } from '../http/isLoopbackRequest.ts';
import { listen } from '../http/listen.ts';
import { type BodyCopy, copyBody, decoded } from './copyBody.ts';
import type { RecordingWriter } from './recordingWriter.ts';
import { keptHeaders } from './redact.ts';
import { type Route, recorderVariables, routeOf, type Upstreams } from './upstreams.ts';

export interface RecorderOptions {
  readonly writer: RecordingWriter;
  readonly upstreams: Upstreams;
  /** 0: any free one. */
  readonly port?: number;
  readonly now?: () => number;
}

export interface Recorder {
  readonly port: number;
  /** Variables for the program that is recorded. */
  readonly variables: Readonly<Record<string, string>>;
  /** Requests so far. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

/** They belong to a connection, not to a message; Node writes its own. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Rejects with a PortError. */
export async function startRecorder({
  writer,
  upstreams,
  port = 0,
  now = Date.now,
}: RecorderOptions): Promise<Recorder> {
  let requests = 0;
  const server = createServer((request, response) => {
    const refusal = refusalOf(request);
    const route = routeOf(request.url ?? '/', upstreams);
    if (refusal !== undefined || route === undefined) {
      refuse(response, refusal ?? [404, `The recorder knows no service behind ${request.url}.`]);
      return;
    }
    requests++;
    pass(request, response, route, `r${requests}`, writer, now);
  });
  // Agents wait for hours for some answers; what ends them is the agent or the service.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.timeout = 0;
  server.keepAliveTimeout = 60_000;
  await listen(server, port);
  const address = server.address() as AddressInfo;
  writer.write({ type: 'recording', version: 1, time: now() });
  return {
    port: address.port,
    variables: recorderVariables(address.port),
    requests: () => requests,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function refusalOf(request: IncomingMessage): readonly [status: number, message: string] | undefined {
  if (!isLoopbackRequest(request)) return [403, 'Only programs on this machine may call the recorder.'];
  const { authorization = '' } = request.headers;
  if (authorization.startsWith('AWS4-') || request.headers['x-amz-date'] !== undefined) {
    return [
      501,
      'Signed calls to Bedrock cannot be recorded: their signature holds for the address of the service only. Leave the AWS SDK at its own address.',
    ];
  }
  return undefined;
}

function refuse(response: ServerResponse, [status, message]: readonly [number, string]): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { type: 'hitrate_recorder', message } }));
}

function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { provider, path, url }: Route,
  id: string,
  writer: RecordingWriter,
  now: () => number,
): void {
  const started = now();
  const sent = copyBody();
  let isOver = false;
  let isNoted = false;
  let copy: BodyCopy | undefined;
  const note = (cut: boolean): void => {
    if (isNoted) return;
    isNoted = true;
    const method = request.method ?? '';
    const headers = keptHeaders(request.headers);
    writer.write({
      type: 'request',
      id,
      time: started,
      provider,
      method,
      path,
      headers,
      ...sent.content(),
      ...(cut ? { cut } : {}),
    });
  };
  const end = (how: 'complete' | 'agent-left' | 'provider-broke' | 'provider-unreachable', why?: string): void => {
    if (isOver) return;
    copy?.flush();
    isOver = true;
    note(!request.complete);
    writer.write({ type: 'end', id, time: now(), how, ...(why === undefined ? {} : { why }) });
  };

  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const upstream = send(url, {
    method: request.method,
    headers: passedHeaders(request.rawHeaders, url.host),
    setHost: false,
  });
  upstream.setNoDelay(true);
  request.on('data', (chunk: Buffer) => {
    sent.add(chunk);
    if (!upstream.write(chunk)) request.pause();
  });
  upstream.on('drain', () => request.resume());
  request.on('end', () => {
    note(false);
    upstream.end();
  });
  response.on('error', () => undefined);
  // The agent was stopped, or waits no longer: so does the service.
  response.on('close', () => {
    if (!response.writableFinished) {
      end('agent-left');
      upstream.destroy();
    }
  });
  upstream.on('response', (answer) => {
    const { statusCode = 502, statusMessage = '' } = answer;
    note(false);
    writer.write({ type: 'head', id, time: now(), status: statusCode, headers: keptHeaders(answer.headers) });
    response.sendDate = false;
    response.writeHead(statusCode, statusMessage, passedHeaders(answer.rawHeaders));
    response.flushHeaders();
    const body = decoded(answer.headers['content-encoding'], (content) => {
      if (!isOver) writer.write({ type: 'chunk', id, time: now(), ...content });
    });
    copy = body;
    answer.on('data', (chunk: Buffer) => {
      if (!response.write(chunk)) answer.pause();
      body.add(chunk);
    });
    response.on('drain', () => answer.resume());
    answer.on('end', () => {
      body.end(() => end('complete'));
      response.end();
    });
    answer.on('error', (error) => breakOff(error));
    answer.on('aborted', () => breakOff(new Error('the connection was reset')));
  });
  const breakOff = (error: Error): void => {
    end(response.headersSent ? 'provider-broke' : 'provider-unreachable', error.message);
    // Without the recorder the agent would have seen its connection break, so that is what it sees.
    response.destroy();
  };
  upstream.on('error', breakOff);
}

/** As they were written, in the same order; `host` is the service's. */
function passedHeaders(raw: readonly string[], host?: string): string[] {
  const headers: string[] = host === undefined ? [] : ['Host', host];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const lower = name.toLowerCase();
    if (hopByHop.has(lower) || (host !== undefined && lower === 'host')) continue;
    headers.push(name, raw[at + 1] ?? '');
  }
  return headers;
}
