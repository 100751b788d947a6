// Reports requests for each item of a data set, in a script that nobody waits for, which a batch would answer for half of the price.
import type { ModelCall, OfflineCall } from '../model/index.ts';
import { isSamePlace, type Place } from '../text/index.ts';
import { type CheckedCall, defineRule, type FactsContext } from './rule.ts';

export const offlineCallsUnbatched = defineRule({
  id: 'offline-calls-unbatched',
  since: '0.1.0',
  severity: 'information',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a script asks for each row of a data set at the full price',
  docs: {
    what: 'Reports model calls that a script makes for each item of a data set: rows of a file, lines, the files of a folder. The script runs from its first line to its last, asks nobody anything, serves nobody, and writes what comes of it to files; the items do not depend on each other, and each takes one request; the model has a batch price.',
    why: 'Batch interfaces (Message Batches of Anthropic, the Batch API of OpenAI, batch mode of Gemini) answer the same requests for half of the price, within 24 hours and mostly much sooner, and outside of the rate limits of ordinary requests.',
    fix: 'Write one request for each item with an id of its own, hand all of them in as a batch, and match the results to the items by the ids: they come in no order, and some may have expired or failed.',
    whenNotToUse:
      'When somebody does wait for the results, or there are so few items that the work of a second script costs more than it saves.',
  },
  messages: {
    unbatched:
      'This script asks for each item of a data set by itself, and nobody waits for the answers: a batch of the same requests costs {share} of the price. Hand the requests in as one batch, and match the results by their ids.',
  },
  *check(context) {
    for (const checked of context.calls) {
      const { call } = checked.analyzed;
      const { batchMultiplier } = checked.limits;
      const offline = context.facts.offlineCalls.find(({ request }) => isSamePlace(request, call.site.place));
      if (offline === undefined || batchMultiplier === undefined || batchMultiplier >= 1) continue;
      if (!isOneRequest(checked) || !offline.loops.every((place) => isRetry(place, context))) continue;
      yield {
        call: call.id,
        messageId: 'unbatched',
        place: call.site.calleePlace,
        data: { share: batchMultiplier === 0.5 ? 'half' : `${Math.round(batchMultiplier * 100)}%` },
        related: relatedOf(offline),
      };
    }
  },
});

function relatedOf({ read, round }: OfflineCall) {
  return [
    { place: read, message: 'the data is read here' },
    { place: round, message: 'one request for each item' },
  ];
}

/** It needs nothing of an earlier answer, nobody watches it come, and the model cannot ask for more than the answer. */
function isOneRequest({ analyzed: { call } }: CheckedCall): boolean {
  const { operation, params, tools, innerLoop } = call.request;
  if (operation !== 'create' && operation !== 'parse') return false;
  if (params.has('stream') || params.has('previous_response_id') || params.has('conversation')) return false;
  if (innerLoop !== undefined || call.recursive || isGrowing(call)) return false;
  return tools === undefined || (!tools.open && tools.blocks.length === 0) || params.has('tool_choice');
}

function isGrowing({ history }: ModelCall): boolean {
  return history.kind === 'appended' || history.kind === 'rewritten';
}

function isRetry(place: Place, { facts }: FactsContext): boolean {
  return facts.loops.some((loop) => isSamePlace(loop.place, place) && loop.isRetry);
}
