// Reports a conversation that is cut or edited in front of its end on every tick.
import type { CostEffect } from '../model/index.ts';
import { type CallContext, defineRule, type FindingSeverity } from './rule.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';
import { growsInRun, reuseOf } from './shared/reuse.ts';

export const rewrittenHistory = defineRule({
  id: 'rewritten-history',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'the conversation is trimmed or edited in front of its end on every tick',
  docs: {
    what: 'Reports conversations that lose their oldest messages with every tick (a window over the last messages, a queue with a fixed length, a loop that drops messages until the rest just fits), and those of which an earlier message is another one each time. Code that shortens each message as soon as it is no longer among the newest is told as a hint: whether it runs on every turn is not followed.',
    why: 'A cache reads the same bytes from the start. When the front of the conversation moves, nothing behind the system prompt is read again: a long conversation is paid for in full on every tick, which costs more than the messages that were dropped.',
    fix: 'Append only. When the conversation gets too long, cut it rarely and deeply: let it grow to a limit, then drop or summarise down to half of it, and leave it alone until the limit is reached again. Shorten tool results before they are sent for the first time.',
    whenNotToUse:
      'When the conversations are so short that the limit is never reached, or when the window is shorter than the shortest prefix that is cached.',
  },
  messages: {
    window:
      'Once the conversation is longer than what is kept here, every tick drops its oldest messages and reads none of the others from the cache.{cost} Let it grow to a limit, then cut well below it.',
    turns:
      'Once the conversation is longer than what is kept here, every turn drops its oldest messages and can read none of the others from the cache.{cost} Let it grow to a limit, then cut well below it.',
    shortened:
      'A message gets another text once it is no longer among the newest, so on every turn another one changes, and nothing behind it is read from the cache. Shorten a message before it is sent for the first time, or many at once when a limit is reached.',
    edited:
      'An earlier message is another one on every tick, so the conversation behind it is never read from the cache.{cost} Append what is new at the end instead.',
  },
  *check(context) {
    const { call, layout } = context.analyzed;
    const { history, request } = call;
    if (history.kind !== 'rewritten' || reuseOf(call) !== 'turns' || request.operation === 'batch') return;
    const window = [request.messages?.window, call.next?.messages?.window].find((one) => one?.place === history.place);
    if (window === undefined && !isPlain(context)) return;
    const front = layout.segments.findIndex(({ level, role }) => level === 'messages' && role !== 'system');
    const effect = lostReads(context, Math.max(front, 0) - 1);
    const inLoop = growsInRun(call);
    yield {
      messageId: window === undefined ? 'edited' : inLoop ? 'window' : 'turns',
      place: history.place,
      severity: severityOf(context, inLoop),
      data: { cost: costSentence(context, effect) },
      related: [
        ...(request.messages === undefined
          ? []
          : [{ place: request.messages.place, message: 'the conversation enters the request here' }]),
      ],
      effect,
    };
  },
  *checkUnsent({ facts }) {
    for (const { place, over } of facts.shortenedMessages) {
      yield {
        messageId: 'shortened',
        place,
        severity: 'hint',
        related: [{ place: over, message: 'the conversation is gone over here' }],
      };
    }
  },
});

/** Both requests are known to the last message: what differs is no matter of a branch that may not be taken. */
function isPlain({ analyzed: { call } }: CallContext): boolean {
  return [call.request.messages, call.next?.messages].every(
    (messages) =>
      messages !== undefined &&
      !messages.open &&
      messages.blocks.every(({ presence, repeated }) => presence === 'always' && !repeated),
  );
}

/** A conversation kept elsewhere may stay shorter than the window; without a mark nothing of it is cached today. */
function severityOf({ analyzed: { layout, call }, limits }: CallContext, inLoop: boolean): FindingSeverity {
  const isCached = !limits.needsMark || layout.breakpoints.length > 0 || call.request.hiddenMarks;
  return inLoop && isCached ? 'warning' : 'information';
}

function costSentence(context: CallContext, effect: CostEffect): string {
  return lostReadsSentence(context, effect).replace(' behind it again', ' again');
}
