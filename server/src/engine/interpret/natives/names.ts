// Names of the methods that built-in texts, lists and records answer to.
const names = {
  text: new Set(
    'join format format_map replace replaceAll strip trim trimEnd trimStart lstrip rstrip split splitlines concat upper lower toUpperCase toLowerCase capitalize title slice substring substr padEnd padStart repeat encode decode toString startsWith endsWith startswith endswith includes indexOf find count match test charAt at normalize zfill center removeprefix removesuffix'.split(
      ' ',
    ),
  ),
  list: new Set(
    'append push extend insert unshift pop shift remove clear concat map flatMap filter find findLast findIndex forEach join sort toSorted reverse toReversed slice splice copy keys values entries some every reduce includes index indexOf at add discard update union difference intersection flat with fill has delete size count'.split(
      ' ',
    ),
  ),
  record: new Set(
    'get set has delete keys values items entries update setdefault pop popitem copy clear forEach size hasOwnProperty fromkeys'.split(
      ' ',
    ),
  ),
} as const;

export function isNative(kind: keyof typeof names, name: string): boolean {
  return names[kind].has(name);
}
