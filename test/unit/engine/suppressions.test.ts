// Comments that silence findings.
import { describe, expect, test } from 'vitest';
import type { Comment, Finding, Statement } from '../../../server/src/engine/model/index.ts';
import { applySuppressions } from '../../../server/src/engine/suppressions.ts';
import { applyEdits } from '../../../server/src/engine/text/index.ts';

const path = '/project/a.ts';
const ruleIds = new Set(['volatile-prefix', 'unsorted-tools']);

/** Findings are the words CLOCK (volatile-prefix) and TOOLS (unsorted-tools); comments and multi-line strings are read roughly. */
function suppress(text: string, options: { readonly complete?: boolean } = {}): readonly Finding[] {
  const mark = /\/\/.*|#.*|\/\*[\s\S]*?\*\//g;
  const comments = [...text.matchAll(mark)].map((match): Comment => span(match, { text: match[0] }));
  const strings = [...text.matchAll(/`[^`]*`|"""[\s\S]*?"""/g)].map(
    (match): Statement => ({
      ...span(match, {}),
      kind: 'expression',
      expression: { ...span(match, {}), kind: 'template', parts: [] } as never,
    }),
  );
  const findings = [...text.matchAll(/CLOCK|TOOLS/g)].map((match) =>
    finding(match[0] === 'CLOCK' ? 'volatile-prefix' : 'unsorted-tools', match.index, match[0].length),
  );
  return applySuppressions({
    findings,
    documentAt: (at) => (at === path ? { text, module: { comments, body: strings } } : undefined),
    complete: options.complete === false ? [] : [path],
    ruleIds,
    unused: 'hint',
  });
}

const rulesOf = (findings: readonly Finding[]) => findings.map(({ rule }) => rule);

describe('a comment silences', () => {
  test.each([
    ['the next line', '// hitrate-ignore[volatile-prefix] known\nCLOCK\n'],
    ['the line it ends', 'CLOCK // hitrate-ignore[volatile-prefix]\n'],
    ['the next line of code, past blank lines and comments', '# hitrate-ignore[volatile-prefix]\n\n# more\nCLOCK\n'],
    ['the next line, in braces as between tags', '{/* hitrate-ignore[volatile-prefix] */}\n{/* more */}\nCLOCK\n'],
    ['several rules', '/* hitrate-ignore[unsorted-tools, volatile-prefix] */\nCLOCK TOOLS\n'],
    ['every line of a string that begins on the next line', '// hitrate-ignore[volatile-prefix]\nx = `one\n  CLOCK`\n'],
    ['a whole file', 'CLOCK\n\nCLOCK\n// hitrate-ignore-file[volatile-prefix]\n'],
    ['with carriage returns', '// hitrate-ignore[volatile-prefix]\r\nCLOCK\r\n'],
  ])('%s', (_, text) => {
    expect(suppress(text)).toEqual([]);
  });
});

describe('a comment leaves alone', () => {
  test.each([
    ['another rule', '// hitrate-ignore[unsorted-tools]\nCLOCK TOOLS\n', ['volatile-prefix']],
    ['the line after the next', '// hitrate-ignore[volatile-prefix]\nCLOCK\nCLOCK\n', ['volatile-prefix']],
    ['a longer word', '// not-hitrate-ignore[volatile-prefix]\nCLOCK\n', ['volatile-prefix']],
  ])('%s', (_, text, rules) => {
    expect(rulesOf(suppress(text))).toEqual(rules);
  });
});

describe('an unused suppression', () => {
  test('is reported on its rule id, with a fix that leaves the rest of the list', () => {
    const text = '// hitrate-ignore[unsorted-tools, volatile-prefix]\nCLOCK\n';
    const [unused, ...more] = suppress(text);
    expect(more).toEqual([]);
    expect(unused).toMatchObject({ rule: 'unused-suppression', severity: 'hint', data: { rule: 'unsorted-tools' } });
    expect(text.slice(unused?.place.start, unused?.place.end)).toBe('unsorted-tools');
    expect(fixed(text, unused)).toBe('// hitrate-ignore[volatile-prefix]\nCLOCK\n');
  });

  test('that names nothing that is used goes as a whole, whichever is chosen', () => {
    const text = 'a\n// hitrate-ignore[unsorted-tools, volatile-prefix] why\nb\n';
    expect(suppress(text).map((each) => fixed(text, each))).toEqual(['a\nb\n', 'a\nb\n']);
  });

  test('that stands alone is removed with its line', () => {
    const text = 'a\n  // hitrate-ignore[volatile-prefix] why\nb\n';
    expect(fixed(text, suppress(text)[0])).toBe('a\nb\n');
  });

  test('behind code is removed with the space before it', () => {
    const text = 'a  # hitrate-ignore[volatile-prefix]\nb\n';
    expect(fixed(text, suppress(text)[0])).toBe('a\nb\n');
  });

  test('in a comment that says more is reported without a fix', () => {
    const [unused] = suppress('/* hitrate-ignore[volatile-prefix]\n   And this is why. */\na\n');
    expect(unused?.fixes).toEqual([]);
  });

  test('of a rule that does not exist says so', () => {
    expect(suppress('// hitrate-ignore[volatile-prefux]\nx\n')[0]).toMatchObject({ messageId: 'unknown-rule' });
  });

  test('is not reported for a document whose findings are not all known', () => {
    expect(suppress('// hitrate-ignore[volatile-prefix]\nx\n', { complete: false })).toEqual([]);
  });
});

describe('the place for a comment', () => {
  test.each([
    ['is the line of the finding', 'a\n  CLOCK\n', 2],
    ['is the line on which a string begins', 'a\nx = `one\n  CLOCK`\n', 2],
    ['is never behind a line continuation', 'a = 1 + \\\n  CLOCK\n', 0],
  ])('%s', (_, text, offset) => {
    expect(suppress(text)[0]?.suppressAt).toBe(offset);
  });
});

test('findings in documents without comments pass through untouched', () => {
  const outside = { ...finding('volatile-prefix', 0, 1), place: { path: '/other.json', start: 0, end: 1 } };
  expect(
    applySuppressions({ findings: [outside], documentAt: () => undefined, complete: [], ruleIds, unused: 'hint' }),
  ).toEqual([outside]);
});

function fixed(text: string, found: Finding | undefined): string | undefined {
  return applyEdits(text, found?.fixes[0]?.changes[0]?.edits ?? []);
}

function span<Rest>(match: RegExpMatchArray, rest: Rest): Rest & { readonly start: number; readonly end: number } {
  const start = match.index ?? 0;
  return { ...rest, start, end: start + match[0].length };
}

function finding(rule: string, start: number, length: number): Finding {
  return {
    rule,
    severity: 'warning',
    place: { path, start, end: start + length },
    messageId: 'x',
    data: {},
    message: 'x',
    related: [],
    fixes: [],
  };
}
