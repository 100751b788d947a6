// Tells the conversations of a log apart, and keeps of each what its next request is compared with.
import type { TickUsage } from '../../engine/index.ts';
import type { RecordedTick } from '../../protocol/index.ts';
import type { ByteRange, RecordedCall } from './recordedCall.ts';

export interface Conversation {
  readonly number: number;
  readonly provider: string;
  model: string;
  ticks: number;
  usage: TickUsage;
  cost: number | undefined;
  writesNeverRead: number;
  lapsedPauses: number;
  plan: readonly string[];
  readonly details: RecordedTick[];
  readonly thread: string | undefined;
  readonly firstTime: number | undefined;
  last: LastRequest;
}

/** The request that the next one is expected to begin with. */
export interface LastRequest {
  /** Digests of the prompt's units, and their lengths in bytes. */
  readonly digests: readonly string[];
  readonly bytes: readonly number[];
  readonly levels: string;
  /** Digests of the messages only. */
  readonly messages: readonly string[];
  readonly source: ByteRange | undefined;
  readonly time: number | undefined;
  readonly end: number | undefined;
  readonly ttlSeconds: number;
  readonly usage: TickUsage | undefined;
}

export interface Threads {
  /** The conversation that a request goes on with; undefined for a new one. */
  readonly find: (call: RecordedCall, messages: readonly string[]) => Conversation | undefined;
  /** To be called after each request, when its conversation holds it as its last. */
  readonly remember: (conversation: Conversation) => void;
}

/** Conversations that may still go on. */
const mostOpen = 4_000;
/** Beginnings that many conversations share are looked through no further than this. */
const mostAlike = 64;

export function createThreads(): Threads {
  const byThread = new Map<string, Conversation>();
  const byHead = new Map<string, Conversation[]>();
  /** By their newest messages: what is left when the front was cut off. */
  const byTail = new Map<string, Conversation>();
  const open = new Map<Conversation, readonly string[]>();

  const keyOf = ({ provider, thread }: { readonly provider: string; readonly thread?: string | undefined }): string =>
    `${provider} ${thread}`;
  const headOf = (provider: string, messages: readonly string[]): string => `${provider} ${messages[0]}`;

  const forget = (conversation: Conversation): void => {
    for (const tail of open.get(conversation) ?? []) if (byTail.get(tail) === conversation) byTail.delete(tail);
    open.delete(conversation);
    const head = headOf(conversation.provider, conversation.last.messages);
    const alike = byHead.get(head)?.filter((one) => one !== conversation) ?? [];
    if (alike.length === 0) byHead.delete(head);
    else byHead.set(head, alike);
    if (byThread.get(keyOf(conversation)) === conversation) byThread.delete(keyOf(conversation));
  };

  return {
    find(call, messages) {
      if (messages.length === 0) return call.thread === undefined ? undefined : byThread.get(keyOf(call));
      const alike = byHead.get(headOf(call.provider, messages)) ?? [];
      const own = alike.filter(({ thread }) => thread === undefined || thread === call.thread);
      const extended = longest(own.filter(({ last }) => extendsIt(messages, last.messages)));
      if (extended !== undefined) return extended;
      // Its middle was rewritten, or its last message was; a conversation that begins again is another one.
      const rewritten = own.filter(({ last }) => messages.length > 1 && messages.length >= last.messages.length);
      if (rewritten.length > 0) {
        return rewritten.reduce((a, b) =>
          shared(b.last.messages, messages) > shared(a.last.messages, messages) ? b : a,
        );
      }
      if (alike.length > 0) return undefined;
      for (const message of [...messages].reverse().slice(0, 12)) {
        const one = byTail.get(`${call.provider} ${message}`);
        if (one !== undefined && messages.length > 1) return one;
      }
      return undefined;
    },
    remember(conversation) {
      forget(conversation);
      const { provider, thread, last } = conversation;
      if (thread !== undefined) byThread.set(keyOf(conversation), conversation);
      const tails = last.messages.length < 2 ? [] : last.messages.slice(-2).map((message) => `${provider} ${message}`);
      open.set(conversation, tails);
      for (const tail of tails) byTail.set(tail, conversation);
      if (last.messages.length > 0) {
        const head = headOf(provider, last.messages);
        byHead.set(head, [conversation, ...(byHead.get(head) ?? [])].slice(0, mostAlike));
      }
      const [oldest] = open.keys();
      if (open.size > mostOpen && oldest !== undefined) forget(oldest);
    },
  };
}

function longest(candidates: readonly Conversation[]): Conversation | undefined {
  return candidates.reduce<Conversation | undefined>(
    (best, one) => (best === undefined || one.last.messages.length > best.last.messages.length ? one : best),
    undefined,
  );
}

function extendsIt(messages: readonly string[], before: readonly string[]): boolean {
  return messages.length > before.length && shared(messages, before) === before.length;
}

function shared(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  for (let at = 0; at < most; at++) if (a[at] !== b[at]) return at;
  return most;
}
