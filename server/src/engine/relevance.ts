// Tells from the text alone which files can matter, before anything is parsed.
import { recognizers } from './recognizers/index.ts';

const sdks = [...new Set(recognizers.flatMap((recognizer) => recognizer.packages))];
const packages = sdks.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const mention = new RegExp(`['"\\s.](?:${packages.join('|')})(?:['"\\s./]|$)`, 'm');
const calls = new RegExp(
  `\\b(?:${[...new Set(recognizers.flatMap((recognizer) => recognizer.tails.map((tail) => tail.at(-1) ?? '')))].filter(Boolean).join('|')})\\s*[(<]`,
);

/** The file names an SDK and makes a call that could be a request. */
export function isRelevant(text: string): boolean {
  return (
    calls.test(text) &&
    (mention.test(text) || /\.(?:messages|completions|responses)\s*\.\s*(?:create|stream|parse)\s*\(/.test(text))
  );
}
