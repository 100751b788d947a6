// The grammars, tried with the editor's own engine: what is coloured is written in a file beside each sample.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ColouredToken, colour, contributedGrammars, loadColours } from '../harness/grammars.ts';

const root = join(import.meta.dirname, '../..');
const samples = join(import.meta.dirname, 'syntaxes');

const grammarOf: readonly (readonly [end: string, scopeName: string])[] = [
  ['.prompty', 'text.prompt.prompty'],
  ['.prompt', 'text.prompt.dotprompt'],
  ['.md.j2', 'text.prompt.markdown.jinja'],
  ['.j2', 'text.prompt.jinja'],
  ['.liquid', 'text.prompt.liquid'],
  ['.mustache', 'text.html.mustache.prompt'],
  ['.prompt.md', 'text.html.markdown.prompt'],
  // Under its own name it would be checked as a part of the tests.
  ['.ts.txt', 'source.ts'],
  ['.py', 'source.python'],
];
const files = readdirSync(samples).filter((name) => !name.endsWith('.scopes.txt'));
const own = /\b(?:prompt|jinja|handlebars|liquid|mustache|hitrate)\b/;

async function coloured(name: string): Promise<readonly (readonly ColouredToken[])[]> {
  const [, scopeName] = grammarOf.find(([end]) => name.endsWith(end)) ?? [];
  if (scopeName === undefined) throw new Error(`no grammar for ${name}`);
  return colour(await loadColours(scopeName), readFileSync(join(samples, name), 'utf8'));
}

/** Each line, and below it what is coloured in it. */
function shown(lines: readonly (readonly ColouredToken[])[]): string {
  return lines
    .flatMap((tokens) => [
      `>${tokens.map(({ text }) => text).join('')}`,
      ...tokens
        .filter(({ text, scopes }) => text.trim() !== '' && scopes.length > 1)
        .map(({ text, scopes }) => `    ${text.trim()}  ${scopes.slice(1).join(' ')}`),
    ])
    .join('\n');
}

describe('the colours of', () => {
  test.each(files)('%s', async (name) => {
    await expect(shown(await coloured(name))).toMatchFileSnapshot(join(samples, `${name}.scopes.txt`));
  });
});

test.each(files.filter((name) => name.startsWith('ordinary')))('nothing is coloured in %s', async (name) => {
  const found = (await coloured(name))
    .flat()
    .filter(({ scopes }) => scopes.some((scope) => own.test(scope)))
    .map(({ text }) => text);
  expect(found).toEqual([]);
});

test('front matter is left when it ends, and is no front matter further down', async () => {
  const grammar = await loadColours('text.prompt.prompty');
  const inYaml = (text: string) =>
    colour(grammar, text).map((tokens) =>
      tokens.some(({ scopes }) => scopes.includes('meta.embedded.block.frontmatter')),
    );
  expect(inYaml('---\nname: a\n---\nname: b')).toEqual([false, true, false, false]);
  expect(inYaml('text\n---\nname: a\n---')).toEqual([false, false, false, false]);
});

test('an unfinished tag ends with the text', async () => {
  for (const [, scopeName] of grammarOf) {
    const grammar = await loadColours(scopeName);
    for (const text of ['{{', '{%', '{#', '{{#if', '{{role "sys', '---\na: [', '<|im_start|', '${input:'])
      expect(colour(grammar, `${text}\nnext`)).toHaveLength(text.split('\n').length + 1);
  }
});

describe('the grammars', () => {
  test('are contributed, every one', () => {
    const onDisk = readdirSync(join(root, 'syntaxes')).filter((name) => name.endsWith('.tmLanguage.json'));
    expect(contributedGrammars.map(({ path }) => path.replace('./syntaxes/', '')).sort()).toEqual(onDisk.sort());
  });
  test.each(contributedGrammars)('$scopeName: every pattern that is included exists', ({ path, scopeName }) => {
    const grammar: { readonly scopeName: string } = JSON.parse(readFileSync(join(root, path), 'utf8'));
    expect(grammar.scopeName).toBe(scopeName);
    for (const include of includesOf(grammar)) {
      const [other, name] = include.split('#');
      if (name === undefined) continue;
      const home = other === '' ? path : contributedGrammars.find((each) => each.scopeName === other)?.path;
      const { repository } = JSON.parse(readFileSync(join(root, home ?? ''), 'utf8'));
      expect(repository, include).toHaveProperty(name);
    }
  });
});

function includesOf(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'include' && typeof value === 'string' ? [value] : includesOf(value),
  );
}

test.each([
  ['// hitrate-ignore[volatile-prefix] known', ['hitrate-ignore', '[', 'volatile-prefix', ']']],
  ['// hitrate-ignore-file[a-b, c-d]', ['hitrate-ignore-file', '[', 'a-b', 'c-d', ']']],
  ['// hitrate-ignore volatile-prefix', []],
  ['// hitrate-ignored[volatile-prefix]', []],
  ["const a = 'hitrate-ignore[volatile-prefix]'", []],
  ['// hitrate ticks=20 gap=1.5', ['hitrate', 'ticks', '=', '20', 'gap', '=', '1.5']],
  ['// hitrate is a tool', []],
])('%s', async (line, expected) => {
  const found = colour(await loadColours('source.ts'), line)
    .flat()
    .filter(({ scopes }) => scopes.some((scope) => scope.endsWith('.hitrate')))
    .map(({ text }) => text);
  expect(found).toEqual(expected);
});

test('brackets of templates in strings are no brackets of the program', async () => {
  // The editor counts the brackets of whatever it takes for embedded code.
  for (const scopeName of ['source.ts', 'source.python']) {
    const tokens = colour(await loadColours(scopeName), 'x = "{{ a }} {% if b %}"').flat();
    const inside = tokens.filter(({ text }) => /[{}]/.test(text));
    expect(inside.length).toBeGreaterThan(3);
    for (const { scopes } of inside) expect(scopes.some((scope) => scope.startsWith('meta.embedded'))).toBe(false);
  }
});

test('a variable in a code span of Markdown is coloured', async () => {
  const tokens = colour(await loadColours('text.prompt.prompty'), 'Say `{{ group }}` and `plain`.').flat();
  expect(tokens.find(({ text }) => text === 'group')?.scopes).toContain('variable.other.jinja');
});
