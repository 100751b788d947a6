// Rewrites the markers and the expected texts of a fixture from what the engine says now; run with UPDATE=1 and read the difference.
import type { Finding } from '../../server/src/engine/index.ts';
import { LineIndex } from '../../server/src/engine/text/index.ts';
import { type FixtureCheck, findingsOf, safelyFixed, wholeFixed } from './checkFixture.ts';
import { readMarkers } from './markers.ts';
import { pathOf, readSections } from './mdtest.ts';
import { projectDocuments } from './projectDocuments.ts';

/** Each block of a section writes out one document, so its markers and its expected texts can be told apart. */
export function rewriteFixture(markdown: string, tools: Pick<FixtureCheck, 'engine' | 'syntax' | 'rules'>): string {
  const [head = '', ...parts] = markdown.split(/^(?=## )/m);
  return [head, ...parts.map((part) => rewriteSection(part, tools))].join('');
}

function rewriteSection(part: string, tools: Pick<FixtureCheck, 'engine' | 'syntax' | 'rules'>): string {
  const [section] = readSections(part);
  if (section === undefined) return part;
  const { settings, projects } = section;
  const rules = settings.rules ?? tools.rules;
  return rewriteBlocks(part, (language, words, code) => {
    const project = projects.find((one) => one.language === language);
    if (project === undefined) return undefined;
    const check: FixtureCheck = { ...tools, rules, project, settings };
    const documents = projectDocuments(project, settings);
    const path = pathOf(project.language, words);
    if (words.includes('unsafe-fixed')) return wholeFixed(check, documents).documents.get(path);
    if (words.includes('fixed')) return safelyFixed(check, documents).documents.get(path);
    const findings = findingsOf(check, documents).filter(({ place }) => place.path === path);
    return withMarkers(code, findings, language === 'py' ? '#' : '//');
  });
}

/** Replaces every code block of a section by what `render` gives for it; undefined keeps it. */
function rewriteBlocks(
  part: string,
  render: (language: string, words: readonly string[], code: string) => string | undefined,
): string {
  return part.replace(/^```(\S+)([^\n]*)\n([\s\S]*?)^```$/gm, (whole, language: string, info: string, code: string) => {
    const updated = render(language, info.trim().split(/\s+/), code);
    return updated === undefined ? whole : `\`\`\`${language}${info}\n${updated}\`\`\``;
  });
}

/** The block with a caret line under every finding in it. */
function withMarkers(code: string, findings: readonly Finding[], comment: '//' | '#'): string {
  const { text } = readMarkers(code);
  const index = new LineIndex(text);
  const lines = text.split('\n');
  const notes = new Map<number, string[]>();
  for (const { place, severity, rule, message, fixes } of findings) {
    const { line, character } = index.positionAt(place.start);
    const end = index.positionAt(place.end);
    const isOneLine = end.line === line;
    const run = isOneLine ? end.character - character : (lines[line] ?? '').length - character;
    const tail = `${severity}[${rule}]${fixes.length > 0 ? ' (fix)' : ''}: ${firstClause(message)}`;
    const head = comment.length <= character ? `${' '.repeat(character - comment.length)}${comment}` : undefined;
    const note =
      head === undefined ? undefined : `${head}${'^'.repeat(Math.max(1, run))}${isOneLine ? '' : '...'} ${tail}`;
    if (note === undefined) lines[line] = `${lines[line] ?? ''} ${comment} ${tail}`;
    else notes.set(line, [...(notes.get(line) ?? []), note]);
  }
  return lines.flatMap((line, at) => [line, ...(notes.get(at) ?? [])]).join('\n');
}

/** Up to the first full stop: enough to know the message, not so much that every rewording breaks it. */
function firstClause(message: string): string {
  return message.split(/[,:] |\. /)[0] ?? message;
}
