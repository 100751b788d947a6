// Tells from the text alone which files can matter, before anything is parsed.
import type { DeclaredWrapper } from './model/index.ts';
import { lastMember, recognizers, tailsOf } from './recognizers/index.ts';

const sdks = [...new Set(recognizers.flatMap((one) => (one.mention === undefined ? one.packages : [])))];
const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** As imports spell it: some packages are called like a word of every prompt. */
const mentionOf = (packages: readonly string[]): RegExp => {
  const names = `(?:${packages.map(escaped).join('|')})`;
  return new RegExp(`['"]${names}['"/]|^[ \\t]*(?:from|import)\\b[^\\n]*?[ \\t,]${names}(?:[\\s.,;]|$)`, 'm');
};

const mentions = [mentionOf(sdks), ...recognizers.flatMap((recognizer) => recognizer.mention ?? [])];
/** Names of calls that are common in one SDK say nothing where another is named. */
const signs = recognizers.map((recognizer) => {
  const names = new Set(tailsOf(recognizer).flatMap((tail) => lastMember(tail) ?? []));
  const name = `(?:${[...names].join('|')})`;
  // Called, or handed to what calls it.
  const calls = new RegExp(`\\b${name}\\s*[(<]|\\.${name}(?:\\s*[,)]|\\.(?:bind|call|apply)\\b)`);
  return { mention: recognizer.mention ?? mentionOf(recognizer.packages), calls };
});
const unmistakable =
  /\.(?:messages|completions|responses)\s*\.\s*(?:create|stream|parse)(?:\s*[(,)]|\.(?:bind|call|apply)\b)/;

/** The file names an SDK and makes a call that could be a request of it, or names one of the wrappers that the user told of. */
export function isRelevant(text: string, wrappers: readonly DeclaredWrapper[] = []): boolean {
  if (unmistakable.test(text)) return true;
  if (wrappers.some(({ call }) => wordOf(call).test(text))) return true;
  return (
    mentions.some((one) => one.test(text)) && signs.some((sign) => sign.mention.test(text) && sign.calls.test(text))
  );
}

const words = new Map<string, RegExp>();

/** The last member of a wrapper's call as a word. */
function wordOf(call: string): RegExp {
  const name = call.slice(call.lastIndexOf('.') + 1);
  const known = words.get(name) ?? new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`);
  words.set(name, known);
  return known;
}
