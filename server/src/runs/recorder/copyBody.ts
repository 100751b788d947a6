// Copies of bodies for the recording: as text without keys, decompressed where the service compressed them.
import { StringDecoder } from 'node:string_decoder';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { redact } from './redact.ts';
import { redactPieces } from './redactPieces.ts';

export interface Content {
  readonly text?: string;
  readonly base64?: string;
  readonly redacted?: number;
}

/** A whole body, kept until it is complete: requests are small beside what streams. */
export function copyBody(): { readonly add: (chunk: Buffer) => void; readonly content: () => Content } {
  const chunks: Buffer[] = [];
  return {
    add: (chunk) => chunks.push(chunk),
    content() {
      const bytes = Buffer.concat(chunks);
      if (bytes.length === 0) return {};
      const text = bytes.toString('utf8');
      // What is no UTF-8 would not come back as it was.
      if (text.includes('\uFFFD') && !bytes.equals(Buffer.from(text))) return { base64: bytes.toString('base64') };
      const clean = redact(text);
      return { text: clean.text, ...(clean.count > 0 ? { redacted: clean.count } : {}) };
    },
  };
}

export interface BodyCopy {
  readonly add: (chunk: Buffer) => void;
  /** Hands over what was kept back. What comes later is not wanted any more. */
  readonly flush: () => void;
  /** `then` is called once everything that came was handed over. */
  readonly end: (then: () => void) => void;
}

/** Hands over pieces of text as they come, but for the beginning of a key. A body that cannot be decompressed is left out; the agent has it all the same. */
export function decoded(encoding: string | undefined, handOver: (content: Content) => void): BodyCopy {
  const decoder = new StringDecoder('utf8');
  const pieces = redactPieces();
  const hand = (text: string): void => {
    if (text !== '') handOver({ text });
  };
  const take = (bytes: Buffer): void => hand(pieces.add(decoder.write(bytes)));
  const flush = (): void => hand(pieces.add(decoder.end()) + pieces.end());
  const unpacked = unpackerOf(encoding);
  if (unpacked === undefined) {
    return {
      add: take,
      flush,
      end(then) {
        flush();
        then();
      },
    };
  }
  let isBroken = false;
  unpacked.on('data', take);
  unpacked.on('error', () => {
    isBroken = true;
  });
  return {
    add(chunk) {
      if (!isBroken) unpacked.write(chunk);
    },
    flush,
    end(then) {
      let isDone = false;
      const done = (): void => {
        if (isDone) return;
        isDone = true;
        flush();
        then();
      };
      unpacked.on('end', done);
      unpacked.on('error', done);
      if (isBroken) done();
      else unpacked.end();
    },
  };
}

/** Flushed as it comes: a stream of events must not wait for its end. */
function unpackerOf(encoding: string | undefined) {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    case 'deflate':
      return createInflate({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    case 'br':
      return createBrotliDecompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      });
    default:
      return undefined;
  }
}
