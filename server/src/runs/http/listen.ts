// Opens a port on the loopback interface.
import type { Server } from 'node:http';

/** A port that cannot be had: `message` says which and why, for the user. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/** Port 0 takes any free one. Rejects with a PortError. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'another program has it. Take another one with --port, or none to let the system choose'
          : error.code === 'EACCES'
            ? 'it takes more rights than this program has'
            : error.message;
      reject(new PortError(`Port ${port} cannot be opened: ${why}.`));
    };
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      done();
    });
  });
}
