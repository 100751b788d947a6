// Python strings: quotes, prefixes, escapes, f-strings and adjacent literals.
import { describe, expect, it } from 'vitest';
import type { TemplateExpression } from '../../../../server/src/engine/model/index.ts';
import { expressionOf, shape, slice } from './pythonSource.ts';

function written(template: TemplateExpression): readonly string[] {
  return template.parts.map((part) =>
    part.kind === 'text'
      ? `${part.value}`
      : `{${shape(part.value)}${part.conversion ? `!${part.conversion}` : ''}${part.format === undefined ? '' : `:${part.format}`}}`,
  );
}

function partsOf(text: string): readonly string[] {
  return written(expressionOf(text, 'template'));
}

describe('plain strings', () => {
  it.each([
    ["'a'", 'a'],
    ['"""a\nb"""', 'a\nb'],
    [String.raw`"\n\t\\\"\x41\u00e9\U0001F600\101"`, '\n\t\\"A\u00e9\u{1F600}A'],
    [String.raw`"\q\N{DASH}"`, String.raw`\q\N{DASH}`],
    [String.raw`r"\n\d"`, String.raw`\n\d`],
    [String.raw`r'\\'`, '\\\\'],
    ['"a\\\nb"', 'ab'],
    ['"{{x}}"', '{{x}}'],
    ['u"a"', 'a'],
    ['""', ''],
    [String.raw`"\UFFFFFFFF"`, String.raw`\UFFFFFFFF`],
  ])('%s', (text, value) => {
    expect(expressionOf(text, 'literal').value).toBe(value);
  });

  it('gives the span between the quotes', () => {
    for (const text of ['"ab"', "'''ab'''", 'r"ab"', 'R"ab"']) {
      expect(slice(text, expressionOf(text, 'literal').content)).toBe('ab');
    }
    expect(expressionOf(String.raw`r'\\'`, 'literal').content).toEqual({ start: 2, end: 4 });
  });

  it('reads line ends as Python does, and keeps spans in the source', () => {
    const text = '"""a\r\nb"""\r\n';
    const literal = expressionOf(text, 'literal');
    expect(literal.value).toBe('a\nb');
    expect(slice(text, literal.content)).toBe('a\r\nb');
  });

  it('knows no value for bytes, and no text for a template string', () => {
    expect(shape(expressionOf('b"a"', 'unknown'))).toBe('?bytes()');
    expect(shape(expressionOf('"a" b"b"', 'unknown'))).toBe('?bytes()');
    expect(shape(expressionOf('t"a{x}"', 'unknown'))).toBe('?t-string(x)');
  });
});

describe('f-strings', () => {
  it.each([
    ['f"a{x}b"', ['a', '{x}', 'b']],
    ['f"{x!r:>10}"', ['{x!r:>10}']],
    ['f"{d:%Y-%m-%d}"', ['{d:%Y-%m-%d}']],
    ['f"{x:{w}.{p}f}"', ['{x:{w}.{p}f}']],
    ['f"{x=}"', ['x=', '{x!r}']],
    ['f"{ x = }"', [' x = ', '{x!r}']],
    ['f"{x=!s}"', ['x=', '{x!s}']],
    ['f"{x=:.2f}"', ['x=', '{x:.2f}']],
    ['f"{{a}} {x}"', ['{a} ', '{x}']],
    ['f"{d["k"]}"', ['{d["k"]}']],
    [`f"{d['k']}"`, ['{d["k"]}']],
    ['f"{a, b}"', ['{tuple(a, b)}']],
    ['f"{f(x, y=1)}"', ['{f(x, y=1)}']],
    [String.raw`rf"\d{x}\n"`, [String.raw`\d`, '{x}', String.raw`\n`]],
    [String.raw`f"\t{x}\n"`, ['\t', '{x}', '\n']],
    ['f"a"', ['a']],
    ['f""', []],
    ["f'''{\n  x\n}'''", ['{x}']],
  ])('%s', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  it('gives raw source spans', () => {
    const text = 'f"a\\n{x:.2f}{{b"';
    const template = expressionOf(text, 'template');
    expect(template.parts.map((part) => slice(text, part.span))).toEqual(['a\\n', '{x:.2f}', '{{b']);
  });
});

describe('adjacent literals', () => {
  it('are one template', () => {
    const text = 'x = ("You are "\n     f"{name}, "  # who\n     \'today.\')'.slice(4);
    const template = expressionOf(text, 'template');
    expect(written(template)).toEqual(['You are ', '{name}', ', ', 'today.']);
    expect(template.parts.map((part) => slice(text, part.span))).toEqual(['You are ', '{name}', ', ', 'today.']);
  });

  it('leave out empty ones', () => {
    expect(partsOf('"" "a"')).toEqual(['a']);
  });
});

describe('offsets', () => {
  it('count UTF-16 units', () => {
    const text = 'x("😀é", f"🎉{who}")';
    const call = expressionOf(text, 'call');
    const [first, second] = call.args.map((arg) => arg.value);
    expect(first?.kind === 'literal' && slice(text, first.content)).toBe('😀é');
    expect(second?.kind === 'template' && second.parts.map((part) => slice(text, part.span))).toEqual(['🎉', '{who}']);
  });

  it('count a byte order mark', () => {
    const text = '\ufeffcall("a")';
    const call = expressionOf(text, 'call');
    expect(slice(text, call)).toBe('call("a")');
  });
});
