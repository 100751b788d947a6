// Says in words why a tick did not read what an earlier one had cached, and what to do about it.

export interface MissWords {
  readonly title: string;
  readonly advice: string;
}

const words: Readonly<Record<string, MissWords>> = {
  model_changed: {
    title: 'Another model, or another speed',
    advice: 'Each model has a cache of its own. Keep the model the same for the whole run.',
  },
  tools_changed: {
    title: 'The tools changed',
    advice: 'Tools stand first on the wire, so everything behind them is written again. Send one list in one order.',
  },
  system_changed: {
    title: 'The system prompt changed',
    advice: 'Move what changes behind the last breakpoint, best into the newest user message.',
  },
  messages_changed: {
    title: 'The messages changed',
    advice: 'Append to the history and leave what was sent before as it is.',
  },
  input_changed: {
    title: 'The prompt changed',
    advice: 'What is the same must come first: move what changes to the end.',
  },
  unavailable: {
    title: 'A request parameter changed',
    advice: 'Keep tool choice, thinking, effort and images the same from tick to tick.',
  },
  expired: {
    title: 'The entry had expired',
    advice: 'The pause is longer than the entry lives: use the 1 h lifetime, or a shorter gap.',
  },
  outside_lookback: {
    title: 'The entry is out of the look-back',
    advice:
      'Set another breakpoint nearer to the end: the provider looks only a few positions back for earlier writes.',
  },
  not_yet_available: {
    title: 'The entry was not written yet',
    advice: 'Wait for the first answer to begin before the next request is sent.',
  },
  below_minimum: {
    title: 'The prefix is too short to be cached',
    advice: 'Move the breakpoint further back, or put more of what is stable in front of it.',
  },
  no_breakpoint: {
    title: 'No breakpoint behind what was cached',
    advice: 'Keep a breakpoint at or behind the place that the earlier tick cached.',
  },
  no_boundary: {
    title: 'No boundary of the cache was shared',
    advice: 'Keep the beginning the same for longer, so that a whole step of the cache fits into it.',
  },
  overflow: {
    title: 'Too many requests with one cache key',
    advice: 'Spread requests over several values of prompt_cache_key.',
  },
  prompt_cache_key_changed: {
    title: 'The cache key changed',
    advice: 'Keep prompt_cache_key the same for requests that share a prefix.',
  },
  not_reported: { title: 'The provider gives no reason', advice: 'Compare the two texts below.' },
  unexplained: {
    title: 'Nothing recorded explains it',
    advice: 'The prompt begins with the one before. Caches are best-effort: it may have been evicted.',
  },
};

export function missWords(reason: string): MissWords {
  const known = words[reason];
  if (known !== undefined) return known;
  const named = /^(\w+)_changed$/.exec(reason)?.[1];
  if (named === undefined) return { title: reason, advice: 'This is the provider’s own word.' };
  const name = named.replaceAll('_', ' ');
  return { title: `The ${name} changed`, advice: `Keep the ${name} the same from tick to tick.` };
}
