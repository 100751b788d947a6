// Damages source text the way editing, merging, broken tools and strange files do.
import type { Chance } from './chance.ts';

type Mutation = (text: string, chance: Chance, other: string) => string;

const insert = (text: string, at: number, piece: string): string => text.slice(0, at) + piece + text.slice(at);
const somewhere = (text: string, chance: Chance): number => chance.below(text.length + 1);

const strange: readonly [string, ...string[]] = [
  '\u2028',
  '\u2029',
  '\ufeff',
  '\0',
  '🧊',
  '👩‍👩‍👧',
  '\ud83d',
  'é',
  '\u202e',
  '\r',
  '\t',
  '\v',
  '`',
  '${',
  '"""',
  "'''",
  '/*',
  '*/',
  '<!--',
  '\\',
  '#',
  '\u0000\u0001\u0002',
];
const brackets: readonly [string, ...string[]] = [
  '(',
  '[',
  '{',
  '((a) => ',
  'f(',
  '`${',
  '[...',
  'x ? ',
  'lambda: ',
  'if x:\n ',
];

const mutations: Readonly<Record<string, Mutation>> = {
  truncate: (text, chance) => text.slice(0, somewhere(text, chance)),
  behead: (text, chance) => text.slice(somewhere(text, chance)),
  cut: (text, chance) => {
    const at = somewhere(text, chance);
    return text.slice(0, at) + text.slice(at + chance.below(200));
  },
  duplicate: (text, chance) => {
    const at = somewhere(text, chance);
    return insert(text, at, text.slice(at, at + chance.below(600)));
  },
  splice: (text, chance, other) => {
    const at = somewhere(other, chance);
    return insert(text, somewhere(text, chance), other.slice(at, at + chance.below(800)));
  },
  swapLines: (text, chance) => {
    const lines = text.split('\n');
    const a = chance.below(lines.length);
    const b = chance.below(lines.length);
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  },
  dropLine: (text, chance) => {
    const lines = text.split('\n');
    lines.splice(chance.below(lines.length), 1);
    return lines.join('\n');
  },
  strange: (text, chance) => insert(text, somewhere(text, chance), chance.oneOf(strange)),
  noise: (text, chance) => {
    let noise = '';
    for (let left = chance.below(40); left > 0; left--) noise += String.fromCharCode(chance.below(0x10000));
    return insert(text, somewhere(text, chance), noise);
  },
  nest: (text, chance) => insert(text, somewhere(text, chance), chance.oneOf(brackets).repeat(1 + chance.below(400))),
  indent: (text, chance) => {
    const at = text.indexOf('\n', somewhere(text, chance));
    return at < 0 ? text : insert(text, at + 1, ' '.repeat(chance.below(9)));
  },
  crlf: (text) => text.replace(/\r?\n/g, '\r\n'),
  bom: (text) => `\ufeff${text}`,
  rename: (text, chance) => {
    const names = text.match(/[A-Za-z_]\w{2,}/g) ?? [];
    const from = names[chance.below(names.length)];
    const to = names[chance.below(names.length)];
    return from === undefined || to === undefined ? text : text.replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to);
  },
};

const names = Object.keys(mutations) as [string, ...string[]];

export interface Mutated {
  readonly text: string;
  /** What was done, in order. */
  readonly steps: readonly string[];
}

/** `other` is a text to take pieces from. Results stay below a million characters. */
export function mutate(text: string, other: string, chance: Chance): Mutated {
  const steps: string[] = [];
  let now = text;
  for (let left = 1 + chance.below(4); left > 0; left--) {
    const name = chance.oneOf(names);
    steps.push(name);
    now = (mutations[name]?.(now, chance, other) ?? now).slice(0, 1_000_000);
  }
  return { text: now, steps };
}
