// Reads the text of a template in any of the languages; a shift or a map moves the spans to where the text is written.
import type { Span } from '../../text/index.ts';
import { bindLocals } from './bindLocals.ts';
import { movePieces } from './movePieces.ts';
import { readHandlebars } from './readHandlebars.ts';
import { readJinja } from './readJinja.ts';
import { readMustache } from './readMustache.ts';
import { readPlaceholders } from './readPlaceholders.ts';
import type { Template, TemplateSyntax } from './template.ts';

/** Never throws. `place` says where an offset of the text is written; the text itself when absent. */
export function readTemplate(text: string, syntax: TemplateSyntax, place?: (offset: number) => number): Template {
  const read = readPlain(text, syntax);
  const template = { ...read, pieces: bindLocals(read.pieces) };
  if (place === undefined) return template;
  const move = ({ start, end }: Span): Span => ({ start: place(start), end: place(end) });
  return {
    pieces: movePieces(template.pieces, move),
    problems: template.problems.map((one) => ({ ...one, span: move(one.span) })),
  };
}

function readPlain(text: string, syntax: TemplateSyntax): Template {
  switch (syntax) {
    case 'jinja':
    case 'liquid':
      return readJinja(text, syntax);
    case 'handlebars':
      return readHandlebars(text);
    case 'mustache':
      return readMustache(text);
    case 'format':
    case 'dollar':
      return readPlaceholders(text, syntax);
    case 'none':
      return {
        pieces: text === '' ? [] : [{ kind: 'literal', text, span: { start: 0, end: text.length } }],
        problems: [],
      };
  }
}
