// Tells from the text alone which files can matter, before anything is parsed.
import { lastMember, recognizers } from './recognizers/index.ts';

const sdks = [...new Set(recognizers.flatMap((recognizer) => recognizer.packages))];
const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const mentionOf = (names: readonly string[]): RegExp =>
  new RegExp(`['"\\s.](?:${names.map(escaped).join('|')})(?:['"\\s./]|$)`, 'm');

const mention = mentionOf(sdks);
/** Names of calls that are common in one SDK say nothing where another is named. */
const signs = recognizers.map((recognizer) => {
  const names = new Set(recognizer.tails.flatMap((tail) => lastMember(tail) ?? []));
  return { mention: mentionOf(recognizer.packages), calls: new RegExp(`\\b(?:${[...names].join('|')})\\s*[(<]`) };
});
const unmistakable = /\.(?:messages|completions|responses)\s*\.\s*(?:create|stream|parse)\s*\(/;

/** The file names an SDK and makes a call that could be a request of it. */
export function isRelevant(text: string): boolean {
  if (unmistakable.test(text)) return true;
  return mention.test(text) && signs.some((sign) => sign.mention.test(text) && sign.calls.test(text));
}
