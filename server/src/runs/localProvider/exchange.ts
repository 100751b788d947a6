// One request to the local provider and the way to answer it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyError } from '../../engine/index.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
}

export interface AnswerHeaders {
  readonly [name: string]: string;
}

export function sendJson({ response }: Exchange, status: number, body: unknown, headers: AnswerHeaders = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}

/** In the shape of Anthropic's error bodies. */
export function anthropicError(exchange: Exchange, status: number, type: string, message: string): void {
  const body = { type: 'error', error: { type, message }, request_id: exchange.requestId };
  sendJson(exchange, status, body, { 'request-id': exchange.requestId });
}

/** In the shape of OpenAI's. */
export function openAiError(
  exchange: Exchange,
  status: number,
  type: string,
  message: string,
  param: string | null = null,
  code: string | null = null,
): void {
  sendJson(exchange, status, { error: { message, type, param, code } }, { 'x-request-id': exchange.requestId });
}

export function anthropicBodyError(exchange: Exchange, { status, type, message }: BodyError): void {
  anthropicError(exchange, status, type, message);
}

export function openAiBodyError(exchange: Exchange, { status, message, param, type }: BodyError): void {
  openAiError(
    exchange,
    status,
    'invalid_request_error',
    message,
    param ?? null,
    type === 'not_found_error' ? 'model_not_found' : null,
  );
}

export interface EventStream {
  /** `event` is left out where the API names none. */
  readonly send: (data: unknown, event?: string) => void;
  readonly end: (last?: string) => void;
}

export function openStream({ response }: Exchange, headers: AnswerHeaders): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...headers,
  });
  return {
    send(data, event) {
      response.write(`${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
    },
    end(last) {
      response.end(last === undefined ? undefined : `data: ${last}\n\n`);
    },
  };
}

/** Pieces in which a text is streamed; together they are the text. */
export function streamed(text: string): readonly string[] {
  return text.match(/\S*\s*\S*\s*\S*\s*/g)?.filter((piece) => piece !== '') ?? [];
}
