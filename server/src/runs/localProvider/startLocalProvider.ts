// The local provider: the simulated caches behind the HTTP interfaces of Anthropic and OpenAI, on the loopback interface only.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderSimulator } from '../../engine/index.ts';
import { isLoopbackRequest } from '../http/isLoopbackRequest.ts';
import { listen } from '../http/listen.ts';
import { BodyTooLarge, readBody } from '../http/readBody.ts';
import { createAnswers } from './answers.ts';
import { anthropicError, type Exchange, openAiError, sendJson } from './exchange.ts';
import { defaultScript, type ReplyScript } from './reply.ts';

export interface LocalProviderOptions {
  readonly simulator: ProviderSimulator;
  /** 0: any free one. */
  readonly port?: number;
  readonly script?: ReplyScript;
  /** Answers take the time that the latency model gives; else they come at once. */
  readonly realTime?: boolean;
  /** Milliseconds since 1970; a request may bring its own in `x-hitrate-time`. */
  readonly now?: () => number;
  /** Called after each request, for a log. Never sees a key. */
  readonly onRequest?: (line: RequestLine) => void;
}

export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface LocalProvider {
  readonly port: number;
  /** For `ANTHROPIC_BASE_URL`. */
  readonly anthropicUrl: string;
  /** For `OPENAI_BASE_URL`. */
  readonly openAiUrl: string;
  readonly close: () => Promise<void>;
}

/** The largest request that the services take. */
const mostBytes = 32 << 20;

/** Rejects when the port cannot be had. */
export async function startLocalProvider(options: LocalProviderOptions): Promise<LocalProvider> {
  const answers = createAnswers({
    simulator: options.simulator,
    script: options.script ?? defaultScript,
    realTime: options.realTime ?? false,
    now: options.now ?? Date.now,
  });
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests++;
    const exchange: Exchange = { request, response, requestId: `req_local_${String(requests).padStart(6, '0')}` };
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    response.on('finish', () =>
      options.onRequest?.({ method: request.method ?? '', path, status: response.statusCode }),
    );
    // An agent that is killed in the middle of an answer is no failure of ours.
    response.on('error', () => undefined);
    void answer(exchange, path).catch((error: unknown) => fail(exchange, path, error));
  });
  // Conversations may pause for longer than Node's default of five seconds.
  server.keepAliveTimeout = 60_000;
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;

  async function answer(exchange: Exchange, path: string): Promise<void> {
    const { request } = exchange;
    if (!isLoopbackRequest(request)) {
      sendJson(exchange, 403, {
        error: { type: 'forbidden', message: 'Only programs on this machine may call the local provider.' },
      });
      return;
    }
    const route = routes[path.replace(/\/+$/, '')];
    const fails = path.includes('/chat/') || path.includes('/responses') ? openAiError : anthropicError;
    if (route === undefined) {
      fails(
        exchange,
        404,
        'not_found_error',
        `Not found: ${request.method} ${path}. The local provider answers ${Object.keys(routes).join(', ')}.`,
      );
      return;
    }
    if (request.method !== 'POST') {
      fails(exchange, 405, 'invalid_request_error', `Method ${request.method} is not allowed here.`);
      return;
    }
    const error = route.style === 'anthropic' ? anthropicError : openAiError;
    const key = keyOf(request);
    if (key === undefined) {
      const message =
        route.style === 'anthropic'
          ? 'x-api-key header is required'
          : "You didn't provide an API key. Any key will do for the local provider.";
      error(exchange, 401, route.style === 'anthropic' ? 'authentication_error' : 'invalid_request_error', message);
      return;
    }
    const text = await readBody(request, mostBytes);
    let body: unknown;
    try {
      body = JSON.parse(text.toString('utf8'));
    } catch (problem) {
      const why = problem instanceof Error ? problem.message : String(problem);
      const message =
        route.style === 'anthropic'
          ? `The request body is not valid JSON: ${why}`
          : `We could not parse the JSON body of your request: ${why}`;
      error(exchange, 400, 'invalid_request_error', message);
      return;
    }
    await answers[route.answer](exchange, body, key);
  }

  return {
    port,
    anthropicUrl: `http://127.0.0.1:${port}`,
    openAiUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Route {
  readonly style: 'anthropic' | 'openai';
  readonly answer: keyof ReturnType<typeof createAnswers>;
}

const routes: Readonly<Record<string, Route>> = {
  '/v1/messages': { style: 'anthropic', answer: 'messages' },
  '/v1/messages/count_tokens': { style: 'anthropic', answer: 'countTokens' },
  '/v1/chat/completions': { style: 'openai', answer: 'chat' },
  '/v1/responses': { style: 'openai', answer: 'responses' },
};

/** Keys part the caches of those who send them, as accounts do; they are hashed and forgotten. */
function keyOf({ headers }: IncomingMessage): string | undefined {
  const key = headers['x-api-key'] ?? headers.authorization;
  return typeof key === 'string' && key !== '' ? key : undefined;
}

function fail(exchange: Exchange, path: string, error: unknown): void {
  const { response }: { response: ServerResponse } = exchange;
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const isLarge = error instanceof BodyTooLarge;
  const status = isLarge ? 413 : 500;
  const type = isLarge ? 'request_too_large' : 'api_error';
  const message = error instanceof Error ? error.message : String(error);
  if (routes[path]?.style === 'openai') openAiError(exchange, status, type, message);
  else anthropicError(exchange, status, type, message);
}
