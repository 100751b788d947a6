// Counts the pieces of a word in a small vocabulary: the encoder's common tokens.
import type { Encoder } from './encoder.ts';

/** Tokens below this rank are common. */
const commonRank = 5_000;
const longestPart = 16;
const known = new WeakMap<Encoder, ReadonlySet<string>>();

/** Fewest common tokens that a word of ASCII letters can be put together from; single letters always can. */
export function partsOf(word: string, encoder: Encoder): number {
  const common = commonParts(encoder);
  const fewest = [0];
  for (let end = 1; end <= word.length; end++) {
    let best = (fewest[end - 1] ?? 0) + 1;
    for (let start = Math.max(0, end - longestPart); start < end - 1; start++) {
      const behind = (fewest[start] ?? 0) + 1;
      if (behind >= best) continue;
      const part = word.slice(start, end);
      if (common.has(part) || (start === 0 && common.has(` ${part}`))) best = behind;
    }
    fewest.push(best);
  }
  return fewest[word.length] ?? 0;
}

function commonParts(encoder: Encoder): ReadonlySet<string> {
  const found = known.get(encoder);
  if (found !== undefined) return found;
  const parts = new Set<string>();
  for (let token = 0; token < Math.min(commonRank, encoder.size); token++) {
    const part = String.fromCharCode(...Array.from(encoder.bytesOf(token)));
    if (/^ ?[A-Za-z]+$/.test(part)) parts.add(part);
  }
  known.set(encoder, parts);
  return parts;
}
