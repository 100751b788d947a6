// Where a newer OpenAI model may cut a prompt for its cache: marked parts, and the ends of eligible messages.
import type { OpenAiOptions } from './openAiOptions.ts';
import type { OpenAiMessage, OpenAiTtl, OpenAiWireRequest } from './openAiRequest.ts';

export interface Boundary {
  /** Index into the message parts of the request, in wire order. */
  readonly part: number;
  readonly source: 'explicit' | 'implicit';
  readonly ttl: OpenAiTtl;
}

export interface Boundaries {
  /** What a lookup tries, in wire order. */
  readonly lookups: readonly Boundary[];
  /** What this request caches, in wire order. */
  readonly writes: readonly Boundary[];
}

const considered = 80;
/** The guide's counts: first and latest explicit ones, and earlier message ends. */
const guide = { firstExplicit: 2, latestExplicit: 50, earlierEnds: 20 };

export function boundariesOf(request: OpenAiWireRequest, options: OpenAiOptions): Boundaries {
  const { messages, cache } = request;
  const ttl = cache?.ttl ?? '30m';
  const explicit = explicitOf(messages, ttl);
  if (cache?.mode === 'explicit') {
    return { lookups: looked(explicit, [], options), writes: explicit.slice(-options.writeLimit) };
  }
  const ends = implicitOf(messages, ttl);
  const latest = ends.slice(-1);
  const developer = options.implicitWrites === 'latest-and-developer' ? developerEnd(messages, ends) : [];
  const own = explicit.slice(-(options.writeLimit - 1));
  return {
    lookups: looked(explicit, ends, options),
    writes: inOrder([...developer, ...latest.filter((one) => !developer.includes(one)), ...own]),
  };
}

function explicitOf(messages: readonly OpenAiMessage[], ttl: OpenAiTtl): readonly Boundary[] {
  let part = -1;
  return messages.flatMap(({ parts }) =>
    parts.flatMap(({ breakpoint }): readonly Boundary[] => {
      part++;
      return breakpoint === undefined ? [] : [{ part, source: 'explicit', ttl: breakpoint.ttl ?? ttl }];
    }),
  );
}

/** Ends of user messages, of runs of tool outputs, and of the developer messages that begin the conversation. */
function implicitOf(messages: readonly OpenAiMessage[], ttl: OpenAiTtl): readonly Boundary[] {
  const first = messages.findIndex(({ role }) => !isDeveloper(role));
  let part = -1;
  return messages.flatMap(({ role, parts }, at): readonly Boundary[] => {
    part += parts.length;
    if (parts.length === 0) return [];
    const next = messages[at + 1]?.role;
    const isEnd =
      role === 'user' ||
      (role === 'tool' && next !== 'tool') ||
      (isDeveloper(role) && (first < 0 ? next === undefined : at === first - 1));
    return isEnd ? [{ part, source: 'implicit', ttl }] : [];
  });
}

function isDeveloper(role: OpenAiMessage['role']): boolean {
  return role === 'developer' || role === 'system';
}

function developerEnd(messages: readonly OpenAiMessage[], ends: readonly Boundary[]): readonly Boundary[] {
  const [first] = messages;
  return first !== undefined && isDeveloper(first.role) ? ends.slice(0, 1) : [];
}

function looked(
  explicit: readonly Boundary[],
  ends: readonly Boundary[],
  { lookup }: OpenAiOptions,
): readonly Boundary[] {
  if (lookup === 'latest-80') return inOrder([...explicit, ...ends]).slice(-considered);
  const marks = explicit.filter((_, at) => at < guide.firstExplicit || at >= explicit.length - guide.latestExplicit);
  const near = ends.filter((_, at) => at === 0 || at >= ends.length - 1 - guide.earlierEnds);
  return inOrder([...marks, ...near]);
}

function inOrder(boundaries: readonly Boundary[]): readonly Boundary[] {
  return [...boundaries].sort((a, b) => a.part - b.part);
}
