// Edits keep the document's own style: commas, comments, indentation, quotes and line endings.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../../server/src/engine/model/index.ts';
import { cutFragment } from '../../../../server/src/engine/rules/edits/cutFragment.ts';
import { entryValue } from '../../../../server/src/engine/rules/edits/entryValue.ts';
import { insertEntry } from '../../../../server/src/engine/rules/edits/insertEntry.ts';
import { isVisible } from '../../../../server/src/engine/rules/edits/isVisible.ts';
import { removeMarkEdit } from '../../../../server/src/engine/rules/edits/markEntry.ts';
import { removeEntry } from '../../../../server/src/engine/rules/edits/removeEntry.ts';
import { significant } from '../../../../server/src/engine/rules/edits/significant.ts';
import { applyEdits, type Edit, type Span } from '../../../../server/src/engine/text/index.ts';

function spanOf(text: string, part: string): Span {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`${part} is not in the text`);
  return { start, end: start + part.length };
}

function inserted(text: string, entry = 'b: 2', language: LanguageId = 'typescript'): string | undefined {
  const edits = insertEntry(text, { start: 0, end: text.length }, entry, language);
  return edits && applyEdits(text, edits);
}

describe('insertEntry', () => {
  it.each([
    ['{}', '{ b: 2 }'],
    ['{ a: 1 }', '{ a: 1, b: 2 }'],
    ['{ a: 1, }', '{ a: 1, b: 2, }'],
    ['{\n  a: 1,\n}', '{\n  a: 1,\n  b: 2,\n}'],
    ['{\n  a: 1\n}', '{\n  a: 1,\n  b: 2\n}'],
    ['{\r\n\ta: 1,\r\n}', '{\r\n\ta: 1,\r\n\tb: 2,\r\n}'],
    ['{\n  a: 1 // one\n}', '{\n  a: 1, // one\n  b: 2\n}'],
    ['{\n  a: 1, // one\n}', '{\n  a: 1, // one\n  b: 2,\n}'],
    ["{ a: '}, //' }", "{ a: '}, //', b: 2 }"],
  ])('%j becomes %j', (text, expected) => {
    expect(inserted(text)).toBe(expected);
  });

  it('adds a keyword to a Python call', () => {
    expect(inserted('(\n    a=1,  # one\n)', 'b=2', 'python')).toBe('(\n    a=1,  # one\n    b=2,\n)');
  });

  it('refuses a span that is no bracket pair', () => {
    expect(inserted('options')).toBeUndefined();
  });
});

describe('removeEntry', () => {
  it.each([
    ['{ a: 1, x: 0, b: 2 }', '{ a: 1, b: 2 }'],
    ['{ a: 1, x: 0 }', '{ a: 1 }'],
    ['{ x: 0, b: 2 }', '{ b: 2 }'],
    ['{\n  a: 1,\n  x: 0,\n  b: 2,\n}', '{\n  a: 1,\n  b: 2,\n}'],
    ['{\r\n  a: 1,\r\n  x: 0,\r\n}', '{\r\n  a: 1,\r\n}'],
  ])('%j becomes %j', (text, expected) => {
    expect(applyEdits(text, [removeEntry(text, spanOf(text, 'x: 0'), 'typescript')])).toBe(expected);
  });

  it('undoes an insertion', () => {
    const entry = fc.constantFrom('a: 1', "b: '}, // no'", 'c: [1, 2]', 'd: { e: 1 }');
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        (entries, lines, comma) => {
          const join = lines ? ',\n  ' : ', ';
          const body = `${entries.join(join)}${comma ? ',' : ''}`;
          const text = lines ? `{\n  ${body}\n}` : `{ ${body} }`;
          const added = inserted(text, 'zz: 9') ?? '';
          const back = applyEdits(added, [removeEntry(added, spanOf(added, 'zz: 9'), 'typescript')]);
          // A comma that was set for the new entry may stay behind the old one.
          expect(back?.replace(/,(?=\s*\}$)/, '')).toBe(text.replace(/,(?=\s*\}$)/, ''));
        },
      ),
    );
  });
});

describe('entryValue', () => {
  it.each([
    ['system: prompt', 'prompt'],
    ['"system": prompt', 'prompt'],
    ['system=prompt', 'prompt'],
    ['params.system = prompt', 'prompt'],
    ['params["system"] = prompt', 'prompt'],
    ['build(a == b)', 'build(a == b)'],
    ['(a) => a', '(a) => a'],
  ])('finds the value of %j', (text, value) => {
    const { span } = entryValue(text, { start: 0, end: text.length }, ['system']);
    expect(text.slice(span.start, span.end)).toBe(value);
  });

  it('knows a shorthand from a positional argument', () => {
    const record = '{ model, system }';
    expect(entryValue(record, spanOf(record, 'system'), ['system']).isShorthand).toBe(true);
    const call = 'send(system)';
    expect(entryValue(call, spanOf(call, 'system'), ['system']).isShorthand).toBe(false);
  });
});

describe('removeMarkEdit', () => {
  const apply = (text: string, edit: Edit | undefined): string | undefined => edit && applyEdits(text, [edit]);

  it('takes the whole entry when only its value is given', () => {
    const text = "{ text, cache_control: { type: 'ephemeral' } }";
    expect(apply(text, removeMarkEdit(text, spanOf(text, "{ type: 'ephemeral' }"), 'typescript'))).toBe('{ text }');
  });

  it('takes records along that hold nothing but the mark', () => {
    const point = "[{ text }, { cachePoint: { type: 'default' } }]";
    expect(apply(point, removeMarkEdit(point, spanOf(point, "cachePoint: { type: 'default' }"), 'typescript'))).toBe(
      '[{ text }]',
    );
    const options = "{ content, providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } }";
    const mark = spanOf(options, "{ type: 'ephemeral' }");
    expect(apply(options, removeMarkEdit(options, mark, 'typescript'))).toBe('{ content }');
    const beside = '{"provider_options": {"anthropic": {"cache_control": {"type": "ephemeral"}, "top_k": 1}}}';
    expect(apply(beside, removeMarkEdit(beside, spanOf(beside, '{"type": "ephemeral"}'), 'python'))).toBe(
      '{"provider_options": {"anthropic": {"top_k": 1}}}',
    );
  });

  it('takes a statement of its own', () => {
    const text = 'a = 1\nblock["cache_control"] = {"type": "ephemeral"}\nb = 2\n';
    const mark = spanOf(text, 'block["cache_control"] = {"type": "ephemeral"}');
    expect(apply(text, removeMarkEdit(text, mark, 'python'))).toBe('a = 1\nb = 2\n');
  });

  it('leaves the only statement of a block', () => {
    const text = 'if last:\n    block["cache_control"] = {"type": "ephemeral"}\n';
    const mark = spanOf(text, 'block["cache_control"] = {"type": "ephemeral"}');
    expect(removeMarkEdit(text, mark, 'python')).toBeUndefined();
  });

  it('leaves what it does not understand', () => {
    const text = 'const block = marked(text);';
    expect(removeMarkEdit(text, spanOf(text, 'marked(text)'), 'typescript')).toBeUndefined();
  });
});

describe('cutFragment', () => {
  function cut(text: string, hole: string, language: LanguageId): { rest: string; fragment: string } | undefined {
    const found = cutFragment(text, spanOf(text, hole), language);
    if (found === undefined) return undefined;
    const { template, removed, fragment } = found;
    return { rest: text.slice(template.start, removed.start) + text.slice(removed.end, template.end), fragment };
  }

  it('cuts the sentence', () => {
    expect(cut('`You help. It is ${now()}. Be kind.`', 'now()', 'typescript')).toEqual({
      rest: '`You help. Be kind.`',
      fragment: '`It is ${now()}.`',
    });
  });

  it('cuts the line, with the blank lines that would be left at the head', () => {
    expect(cut('f"""Now: {now()}\n\nRules"""', 'now()', 'python')).toEqual({
      rest: 'f"""Rules"""',
      fragment: 'f"Now: {now()}"',
    });
  });

  it('reads escaped line ends and braces that are no holes', () => {
    expect(cut('f"Rules {{a}}\\nNow: {now()}\\nEnd"', 'now()', 'python')).toEqual({
      rest: 'f"Rules {{a}}\\nEnd"',
      fragment: 'f"Now: {now()}"',
    });
  });

  it('is not fooled by a nested template', () => {
    expect(cut('`A.\n${list.map((x) => `- ${x}`)}\nIt is ${now()}`', 'now()', 'typescript')?.fragment).toBe(
      '`It is ${now()}`',
    );
  });

  it('leaves a template that is nothing but the hole', () => {
    expect(cut('`It is ${now()}`', 'now()', 'typescript')).toBeUndefined();
    expect(cut('"a" + now()', 'now()', 'typescript')).toBeUndefined();
  });
});

describe('isVisible', () => {
  const text = 'function build(user) {\n  const s = `${user}`;\n}\nsend(build(1));\n';

  it('keeps a parameter inside its function', () => {
    expect(isVisible(text, 'user', text.indexOf('user}'), text.indexOf('send'), 'typescript')).toBe(false);
    expect(isVisible(text, 'user', text.indexOf('const'), text.indexOf('`;'), 'typescript')).toBe(true);
  });

  it('lets globals and imports go anywhere', () => {
    expect(isVisible(text, 'new Date().toISOString()', text.indexOf('user}'), 0, 'typescript')).toBe(true);
    const python = 'from datetime import datetime\n\ndef f():\n    return f"{datetime.now()}"\n';
    expect(isVisible(python, 'datetime.now()', python.indexOf('{'), 0, 'python')).toBe(true);
  });

  it('ends a Python block with its indentation', () => {
    const python = 'def f(user):\n    s = f"{user}"\n    send(s)\n\nsend(1)\n';
    expect(isVisible(python, 'user', python.indexOf('{user'), python.indexOf('send(s)'), 'python')).toBe(true);
    expect(isVisible(python, 'user', python.indexOf('{user'), python.indexOf('send(1)'), 'python')).toBe(false);
  });
});

it('walks over any text without leaving it', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom<LanguageId>('typescript', 'python'), (text, language) => {
      let at = 0;
      for (const { start, end } of significant(text, 0, text.length, language)) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        at = end;
      }
    }),
  );
});
