// Reports a mark with the longer lifetime behind one with the shorter.
import { sortTtlsFix } from './edits/index.ts';
import { defineRule } from './rule.ts';

export const breakpointTtlOrder = defineRule({
  id: 'breakpoint-ttl-order',
  since: '0.1.0',
  severity: 'error',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'a one-hour mark stands behind a five-minute mark, which the API refuses',
  docs: {
    what: 'Reports requests in which a mark with the lifetime of one hour stands behind a mark with five minutes, in the order of the wire: tools, system prompt, messages. A mark without a lifetime is one of five minutes.',
    why: 'The API refuses the whole request: an entry contains everything in front of it and cannot outlive a part of it.',
    fix: 'Give the longer lifetime to the earlier marks.',
    whenNotToUse: 'When a proxy between the program and the provider rewrites the marks.',
  },
  messages: {
    order:
      'A breakpoint of one hour stands behind one of five minutes, and the API refuses such a request. Give the longer lifetime to the earlier breakpoint.',
  },
  *check(context) {
    const { layout } = context.analyzed;
    const { lifetimes } = context.limits;
    if (lifetimes['5m'] === undefined || lifetimes['1h'] === undefined) return;
    const sent = layout.breakpoints.filter(
      ({ block, mark }) => mark.presence === 'always' && layout.blocks[block]?.presence !== 'sometimes',
    );
    const short = sent.findIndex(({ mark }) => mark.ttl === '5m');
    const long = sent.find(({ mark }, index) => short >= 0 && index > short && mark.ttl === '1h');
    const before = sent[short];
    if (long === undefined || before === undefined) return;
    const isKnown = layout.breakpoints.every(({ mark }) => mark.ttl === '5m' || mark.ttl === '1h');
    yield {
      messageId: 'order',
      place: long.mark.place,
      related: [{ place: before.mark.place, message: 'this breakpoint in front of it lives for five minutes' }],
      fixes: () => (isKnown ? sortTtlsFix(context, layout.breakpoints) : []),
    };
  },
});
