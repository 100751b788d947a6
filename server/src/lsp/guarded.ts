// Wraps a request handler: one failure is logged and answered with nothing, and never reaches the connection.
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

export type Handler<Params, Result> = (params: Params, token: CancellationToken) => Promise<Result>;

/** `name` is the request's method, for the log. */
export function guarded<Params, Result>(
  connection: Connection,
  name: string,
  empty: NoInfer<Result>,
  handler: Handler<Params, Result>,
): Handler<Params, Result> {
  return async (params, token) => {
    try {
      checkCancelled(token);
      return await handler(params, token);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      return empty;
    }
  };
}

/** Ends a handler whose answer nobody waits for any more. Call it after every await that may have taken long. */
export function checkCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
  }
}

/** Lets waiting messages in, a cancellation among them, between two pieces of work. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
