// Reports requests that are made one by one over a list where the client takes the whole list.
import { defineRule } from './rule.ts';

export const perItemCall = defineRule({
  id: 'per-item-call',
  since: '0.1.0',
  severity: 'information',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'one request for each item where the same client takes many at once',
  docs: {
    what: 'Reports lookups and embeddings that are asked for one item at a time, in a loop or a callback of `map`, directly or through a function of the same module, although the same client has a form for many: the module uses or defines it (`embed_batch`, `getMany`), or the client is known to take a list (`embeddings.create`, `embedMany`).',
    why: 'Each request costs a round trip and counts against the rate limit. A hundred items wait for a hundred round trips where one request, or a few, would bring the same answers; a window of 10 ms fills a batch when many agents ask at once.',
    fix: 'Collect the items first and ask for them together. One bad item must not spoil the others: ask again for each of them only when the request for all has failed.',
    whenNotToUse: 'When the list is never longer than two or three items, or each answer decides what is asked next.',
  },
  messages: {
    single:
      '`{label}` is asked for each item by itself: a hundred items wait for a hundred round trips, and count as often against the rate limit. Collect the items and use {batch}.',
  },
  *check({ facts }) {
    for (const { place, label, request, batch, batchPlace } of facts.itemCalls) {
      yield {
        messageId: 'single',
        place,
        data: { label, batch },
        related: [
          ...(request === undefined ? [] : [{ place: request, message: 'asked here, once a round' }]),
          ...(batchPlace === undefined ? [] : [{ place: batchPlace, message: 'takes many at once' }]),
        ],
      };
    }
  },
});
