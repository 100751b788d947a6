// Texts of a wanted number of tokens.

const words =
  'the agent reads what it was given and writes down what follows from it before it asks for the next thing to do'.split(
    ' ',
  );

/** A text that `count` takes for about `tokens` tokens; the same for the same arguments. `seed` makes it differ. */
export function filler(tokens: number, count: (text: string) => number, seed = ''): string {
  if (tokens <= 0) return '';
  const wordsOf = (amount: number): string =>
    Array.from({ length: amount }, (_, at) =>
      at % 12 === 11 ? `${words[at % words.length]}.` : words[at % words.length],
    ).join(' ');
  const lead = seed === '' ? '' : `${seed} `;
  let amount = Math.max(1, tokens);
  // The ratio of words to tokens is nearly constant: a few corrections hit it.
  for (let attempt = 0; attempt < 4; attempt++) {
    const counted = count(lead + wordsOf(amount));
    if (counted === tokens) break;
    amount = Math.max(1, Math.round((amount * tokens) / Math.max(1, counted)));
  }
  return lead + wordsOf(amount);
}
