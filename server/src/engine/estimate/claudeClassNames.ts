// Names of the classes that the texts of a request to Claude are sorted into.

/** How much there is of each class, by its index. */
export type ClassCounts = Float64Array;

/** Upper bounds of the encoder's ranks, by which words of one token are sorted: common words come first. */
export const wordRanks: readonly number[] = [
  1_000, 2_000, 3_000, 4_500, 6_500, 9_000, 13_000, 18_000, 26_000, 40_000, 65_000, 110_000,
];
/** The same for words with a capital, as written and in lower case. */
export const titleRanks: readonly number[] = [2_000, 4_500, 9_000, 18_000, 32_000, 55_000, 90_000];
export const plainRanks: readonly number[] = [4_500, 13_000, 40_000];
/** Words of more parts are as words of so many. */
export const mostParts = 4;

/** One name for each rank, and for each of those one for each second number. */
const byRank = (name: string, ranks: readonly number[], seconds: number): readonly string[] =>
  [...ranks, Number.POSITIVE_INFINITY].flatMap((_, at) =>
    Array.from({ length: seconds }, (__, second) => `${name}${at}_${second}`),
  );

const others = [
  // Words that the encoder splits.
  'split2',
  'split3',
  'splitMore',
  'splitLetters',
  'splitParts',
  'titleSplitTokens',
  'titleSplitLetters',
  'titleSplitParts',
  'titleSplitPlainParts',
  'titleLetters',
  'titleParts',
  'titlePlainParts',
  // All in capitals, and words of both like `camelCase`.
  'caps',
  'capsTokens',
  'capsPlainTokens',
  'capsLetters',
  'capsParts',
  'shortCaps',
  'shortCapsTokens',
  'shortCapsLetters',
  'shortCapsParts',
  'mixed',
  'mixedTokens',
  'mixedLetters',
  'mixedParts',
  'mixedCapitals',
  'mixedHumps',
  'mixedHumpTokens',
  // Other alphabets.
  'accented',
  'accentedTokens',
  'accentedLetters',
  'accents',
  'cyrillic',
  'cyrillicTokens',
  'cyrillicLetters',
  'kana',
  'kanaTokens',
  'kanaLetters',
  'semitic',
  'semiticTokens',
  'semiticLetters',
  'foreign',
  'foreignTokens',
  'foreignLetters',
  'ideograph',
  'ideographTokens',
  'hangul',
  'hangulTokens',
  'symbol',
  'symbolTokens',
  // One token each: up to three digits, one sign, a run of white space that no word takes in.
  'one',
  'longSpaces',
  'pair',
  'pairTokens',
  'pairSpaced',
  'signs',
  'signsTokens',
  'signsLength',
  'signsSpaced',
  'contraction',
  'curly',
] as const;

/**
 * Claude reads words in lower case behind a mark for a capital, takes the space between two words in, and reads numbers in groups of three
 * digits and ideographs one by one. So each class is a shape with a price of its own. `…Tokens` are tokens of the encoder, `…Letters`
 * characters, `…Parts` what `partsOf` counts, `Plain` a word with capitals in lower case; `word0_0` are the most common words of one part,
 * `title0_0` such words with a capital that are common in lower case, too.
 */
export const claudeClassNames: readonly string[] = [
  ...byRank('word', wordRanks, mostParts),
  ...byRank('title', titleRanks, plainRanks.length + 1),
  ...byRank('titleSplit', [], plainRanks.length + 1),
  ...others,
];

type RankedName = 'word' | 'title' | 'titleSplit';
const rankedNames: readonly RankedName[] = ['word', 'title', 'titleSplit'];

/** Index of each class; of those by rank, that of the first. */
export const classIndex = Object.fromEntries([
  ...others.map((name) => [name, claudeClassNames.indexOf(name)]),
  ...rankedNames.map((name) => [name, claudeClassNames.indexOf(`${name}0_0`)]),
]) as Readonly<Record<(typeof others)[number] | RankedName, number>>;
