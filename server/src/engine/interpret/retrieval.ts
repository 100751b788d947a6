// Looking up what fits a question: another question finds another text.
import { changesAtLeast } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractOpaque, AbstractValue } from './abstractValue.ts';
import { opaque, source } from './make.ts';

const retrieval =
  /^(?:similarity_?search\w*|(?:a|get_|aget_)?relevant_?documents|getRelevantDocuments|semantic_?search|vector_?search|hybrid_?search|max_?marginal_?relevance_?search)$/i;

/** `search` alone says little; with a query it looks up what fits one. */
export function isRetrieval(method: string, args: AbstractArguments): boolean {
  return retrieval.test(method) || (method === 'search' && args.keywords.has('query'));
}

export function retrieved(label: string, place: Place): AbstractOpaque {
  return opaque(
    { changes: 'request', varies: 'nobody', sureness: 'likely' },
    source('retrieval', `${label}()`, place),
    place,
    { chain: ['()'] },
  );
}

/** A client of the workspace is followed, but what a server answers it is not known. */
export function orRetrieved(
  value: AbstractValue,
  method: string,
  args: AbstractArguments,
  label: string,
  place: Place,
): AbstractValue {
  // What the client was made with, such as a key of the environment, says nothing of the answer.
  const isAnswer = (value.kind === 'opaque' || value.kind === 'symbol') && !changesAtLeast(value.volatility, 'request');
  return isAnswer && isRetrieval(method, args) ? retrieved(label, place) : value;
}
