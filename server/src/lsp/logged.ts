// Lets a promise run on its own: a failure goes to the log instead of nowhere.
import type { Connection } from 'vscode-languageserver/node';

export function logged(connection: Connection, what: string, promise: Promise<unknown>): void {
  promise.catch((error: unknown) => {
    try {
      connection.console.error(`${what} failed: ${String(error)}`);
    } catch {
      // The connection is closed, and the log with it.
    }
  });
}
