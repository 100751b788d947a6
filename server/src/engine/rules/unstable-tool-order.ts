// Reports a tool list whose order can differ from one request to the next.
import { sortToolsFixes } from './edits/index.ts';
import { defineRule } from './rule.ts';
import { isSurelyTooSmall } from './shared/isSurelyTooSmall.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';
import { lowered } from './shared/severity.ts';
import { shortLabel } from './shared/words.ts';

export const unstableToolOrder = defineRule({
  id: 'unstable-tool-order',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'the order of the tools can differ between requests',
  docs: {
    what: 'Reports tool lists whose order is not fixed by the program: made from a set, a directory listing, a glob, several discoveries that run at once, or servers in the order in which they connect.',
    why: 'Tools are the first thing on the wire. When two of them change places, the tools, the system prompt and the whole conversation behind them miss the cache.',
    fix: 'Sort the tools by name where they enter the request. Any other fixed order is as good.',
    whenNotToUse:
      'When the list is built once, lives as long as the conversation, and no other process shares the cache.',
  },
  messages: {
    unordered:
      'The order of the tools can differ between requests ({why}), and every change of it loses the whole prompt from the cache.{cost} Sort the tools by name before they are sent.',
  },
  *check(context) {
    const { call } = context.analyzed;
    const { tools } = call.request;
    if (tools === undefined || tools.order.fixed) return;
    if (tools.blocks.length === 1 && !tools.open && tools.blocks[0]?.repeated !== true) return;
    const effect = lostReads(context, -1);
    yield {
      messageId: 'unordered',
      place: tools.order.place,
      severity: isSurelyTooSmall(context) ? lowered('warning') : 'warning',
      data: { why: shortLabel(tools.order.why), cost: lostReadsSentence(context, effect) },
      related: [{ place: tools.place, message: 'the tools enter the request here' }],
      effect,
      fixes: () => sortToolsFixes(context, tools),
    };
  },
});
