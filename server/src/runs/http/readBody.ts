// Reads the body of a request up to a limit.
import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Rejects with BodyTooLarge, or when the peer goes away in the middle. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  return new Promise((done, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      else {
        reject(new BodyTooLarge(`Request exceeds the maximum size of ${mostBytes >> 20} MB.`));
        request.resume();
      }
    });
    request.on('end', () => done(Buffer.concat(chunks)));
    request.on('aborted', () => reject(new Error('The request ended in the middle.')));
    request.on('error', reject);
  });
}
