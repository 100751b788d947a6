// Sorts a tool list where it enters the request.
import type { Fix, Part } from '../../model/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { entryValue, withValue } from './entryValue.ts';
import { isPython } from './significant.ts';

/** Wraps the expression in a sort by name. Safe when every tool is known to be a record with a name. */
export function sortToolsFixes(documents: Documents, tools: Part): readonly Fix[] {
  const { path } = tools.place;
  const text = documents.text(path);
  const language = documents.languageOf(path);
  if (text === undefined || language === undefined || tools.value.kind === 'record') return [];
  const value = entryValue(text, tools.place, ['tools']);
  const expression = text.slice(value.span.start, value.span.end);
  if (/^sorted\(|\.(?:sort|toSorted)\(/.test(expression)) return [];
  const quote = quoteOf(text, language);
  const sorted = isPython(language)
    ? `sorted(${expression}, key=lambda tool: tool[${quote}name${quote}])`
    : `[...${expression}].sort((a, b) => (a.name < b.name ? -1 : 1))`;
  const hasNames = !tools.open && tools.blocks.length > 0 && tools.blocks.every(({ value: tool }) => hasName(tool));
  const edit = { span: value.span, newText: withValue('tools', value, sorted) };
  return [
    fixOf(
      'Sort the tools by name before they are sent',
      hasNames ? 'safe' : 'unsafe',
      ['tool order'],
      [{ path, edits: [edit] }],
    ),
  ];
}

function hasName(tool: Part['value']): boolean {
  return tool.kind === 'record' && tool.fields.some(({ key, presence }) => key === 'name' && presence === 'always');
}
