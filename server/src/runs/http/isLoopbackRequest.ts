// Tells programs of this machine from web pages that were talked into calling it.
import type { IncomingMessage } from 'node:http';

const loopback = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?$/i;

/** A page of another site has an origin of its own, or a name that was pointed at this machine. */
export function isLoopbackRequest({ headers, socket }: IncomingMessage): boolean {
  const { host, origin } = headers;
  const from = socket.remoteAddress ?? '';
  const isLocalPeer = from === '::1' || /^(?:::ffff:)?127\./.test(from);
  if (!isLocalPeer || host === undefined || !loopback.test(host)) return false;
  if (origin === undefined) return true;
  return /^https?:\/\//.test(origin) && loopback.test(origin.replace(/^https?:\/\//, ''));
}
