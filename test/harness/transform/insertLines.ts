// Puts blank lines or comments in front of statements.
import { edited } from './project.ts';
import type { Source, Transformation } from './source.ts';
import { linesBefore, statementPlaces } from './statementPlaces.ts';

export const addBlankLines: Transformation = (source) => insertLines(source, () => '\n\n');

export const addComments: Transformation = (source) =>
  insertLines(source, (indent) => `${indent}${source.isPython ? '#' : '//'} What follows was written by hand.\n`);

function insertLines(source: Source, lineOf: (indent: string) => string): ReturnType<Transformation> {
  const { path, text, module, chance } = source;
  const lines = new Map<number, string>();
  for (const { statement } of statementPlaces(source)) {
    const place = linesBefore(source, statement);
    if (place === undefined || chance.below(2) === 0) continue;
    // A comment speaks of the line below it, and stays there.
    const isCommented = module.comments.some(({ end }) => end <= place.at && text.slice(end, place.at).trim() === '');
    if (!isCommented) lines.set(place.at, lineOf(place.indent));
  }
  if (lines.size === 0) return undefined;
  const edits = [...lines].map(([at, newText]) => ({ span: { start: at, end: at }, newText }));
  return edited(new Map([[path, text]]), new Map([[path, edits]]));
}
