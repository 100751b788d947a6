// Any text whatever is read without an error, and nothing of it is lost: the places of what is read cover it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readPromptFile,
  readTemplate,
  type TemplatePiece,
  type TemplateSyntax,
} from '../../../../server/src/engine/prompts/index.ts';

describe('any text', () => {
  const syntaxes: readonly TemplateSyntax[] = ['jinja', 'liquid', 'handlebars', 'mustache', 'format', 'dollar', 'none'];
  const fragment = fc.constantFrom(
    'text ',
    '\n',
    '{{ a }}',
    '{{a.b}}',
    '{{',
    '}}',
    '{%',
    '%}',
    '{% if x %}',
    '{% else %}',
    '{% endif %}',
    '{% for i in l %}',
    '{% endfor %}',
    '{% set a = b %}',
    '{% raw %}',
    '{% endraw %}',
    '{#',
    '#}',
    '{{#if x}}',
    '{{else}}',
    '{{/if}}',
    '{{#x}}',
    '{{/x}}',
    '{{^x}}',
    '{{> p}}',
    '{{! c }}',
    '{{{ d }}}',
    '{{role "user"}}',
    'system:\n',
    'user:\n',
    '${input:x}',
    '{x}',
    '}',
    '{',
    '"',
    "'",
    '\\',
    '\r\n',
    '🙂',
    '---\n',
    'a: b\n',
    '{{else if y}}',
    '{{=<% %>=}}',
    '<% z %>',
    '{{~x~}}',
    '\\{{x}}',
  );
  const texts = fc.array(fc.oneof(fragment, fc.string()), { maxLength: 14 }).map((parts) => parts.join(''));

  test('the pieces of a template cover it without gaps, in order', () => {
    const problems: string[] = [];
    const walk = (pieces: readonly TemplatePiece[], start: number, end: number): void => {
      let at = start;
      for (const piece of pieces) {
        if (piece.span.start !== at || piece.span.end < at)
          problems.push(`${piece.kind} at ${piece.span.start}, not ${at}`);
        at = piece.span.end;
        if (piece.kind !== 'block') continue;
        let inner = piece.span.start;
        for (const branch of piece.branches) {
          if (branch.head.start !== inner) problems.push(`branch ${branch.tag} at ${branch.head.start}, not ${inner}`);
          inner = branch.pieces.at(-1)?.span.end ?? branch.head.end;
          walk(branch.pieces, branch.head.end, inner);
        }
        if ((piece.close?.start ?? inner) !== inner)
          problems.push(`end of ${piece.tag} at ${piece.close?.start}, not ${inner}`);
        if ((piece.close?.end ?? inner) !== piece.span.end) problems.push(`${piece.tag} ends at ${piece.span.end}`);
      }
      if (at !== end) problems.push(`ends at ${at}, not ${end}`);
    };
    fc.assert(
      fc.property(texts, fc.constantFrom(...syntaxes), (text, syntax) => {
        problems.length = 0;
        walk(readTemplate(text, syntax).pieces, 0, text.length);
        expect({ text, syntax, problems }).toEqual({ text, syntax, problems: [] });
      }),
      { numRuns: 3000 },
    );
  });

  test('no file makes the reader throw, and every place lies in it', () => {
    const paths = [
      'a.prompty',
      'a.prompt',
      'a.prompt.md',
      'p/prompts/a.j2',
      'a.hbs',
      'a.mustache',
      'a.liquid',
      'a.yaml',
      'a.json',
      'a.jsonl',
      'AGENTS.md',
    ];
    fc.assert(
      fc.property(texts, fc.constantFrom(...paths), (text, path) => {
        const file = readPromptFile(path, text, { isLoaded: true });
        const spans = (file?.prompts ?? []).flatMap(({ parts }) =>
          parts.flatMap((part) => [part.span, ...part.pieces.map(({ span }) => span)]),
        );
        for (const { start, end } of spans) expect(start >= 0 && start <= end && end <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('each character of a text in YAML and JSON is found where it is written', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }] });
        const file = readPromptFile('/w/a.json', body);
        const [piece] = file?.prompts[0]?.parts[0]?.pieces ?? [];
        if (text === '') expect(piece).toBeUndefined();
        else expect(piece && JSON.parse(`"${body.slice(piece.span.start, piece.span.end)}"`)).toBe(text);
      }),
    );
  });
});
