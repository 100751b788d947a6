// Says what a call was priced with: rates, limits and tool overhead of its model, each with source and date.
import { cacheFactsOf, type Rates, type ResolvedModel } from './catalog/index.ts';
import { formatMoney } from './estimate/index.ts';

const perMillion = 1_000_000n;

/** One sentence a line. `discount` is the user's, already taken off the rates of the model. */
export function describePrices(model: ResolvedModel, discount: number): readonly string[] {
  const { rates, tier, batch, source, sourceDate, checkedOn, note } = model;
  if (!rates) return [];
  const dates = checkedOn === '' ? '' : ` (${sourceDate}, checked on ${checkedOn})`;
  const region = model.isRegional && model.regional !== undefined ? ', surcharge of the region included' : '';
  const off = discount === 0 ? '' : `, less your discount of ${Math.round(discount * 10_000) / 100}%`;
  const above =
    tier === undefined ? '' : ` Above ${group(tier.above)} input tokens the whole request: ${rateText(tier.rates)}.`;
  const half = batch === undefined ? '' : ` Batch: × ${Number(batch.numerator) / Number(batch.denominator)}.`;
  return [
    `${model.id}, $ per million tokens: ${rateText(rates)}${region}${off}.${above}${half} Source: ${source}${dates}.`,
    limitsText(model),
    ...(note === undefined ? [] : [note]),
  ];
}

function rateText({ input, output, read, write5m, write1h, write30m }: Rates): string {
  const parts: readonly (readonly [string, bigint | undefined])[] = [
    ['input', input],
    ['output', output],
    ['read', read],
    ['write 5 m', write5m],
    ['write 1 h', write1h],
    ['write 30 m', write30m === input ? undefined : write30m],
  ];
  return parts
    .flatMap(([name, rate]) => (rate === undefined ? [] : `${name} ${formatMoney(rate * perMillion)}`))
    .join(', ');
}

function limitsText(model: ResolvedModel): string {
  const facts = cacheFactsOf(model);
  const { minimumPrefixTokens, toolPrompt, tokenizer, tokenizerPresumed } = model;
  if (facts.id === 'none') return `No prompt cache. Tokenizer: ${tokenizer}.`;
  const parts = [
    minimumPrefixTokens === undefined ? 'minimum not published' : `prefixes from ${group(minimumPrefixTokens)} tokens`,
    ...(facts.lookbackPositions === undefined ? [] : [`look-back ${facts.lookbackPositions} positions`]),
    ...(facts.markerLimit === undefined ? [] : [`at most ${facts.markerLimit} breakpoints`]),
    ...(facts.ttls.length === 0 ? [] : [`entries live ${facts.ttls.map(({ name }) => name).join(' or ')}`]),
    ...(facts.bestEffort ? ['best effort'] : []),
  ];
  const tools = toolPrompt === undefined ? '' : ` Tools add ${toolPrompt.auto} tokens.`;
  return `Cache: ${parts.join(', ')}. Source: ${facts.source}, checked on ${facts.checkedOn}.${tools} Tokenizer: ${tokenizer}${tokenizerPresumed === true ? ' (presumed)' : ''}.`;
}

function group(tokens: number): string {
  return tokens.toLocaleString('en-US');
}
