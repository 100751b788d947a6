// Writes into a fixture what is understood of its calls: one `understood` block for each language behind the code of a section.
import type { Engine } from '../../server/src/engine/index.ts';
import { fixtureCalls } from './fixtureCalls.ts';
import { type FixtureProject, readSections, type Section } from './mdtest.ts';
import { showCall } from './showCall.ts';

/** The text of the block: the calls of the main document, in the order in which they are reached. */
export function understoodOf(engine: Engine, project: FixtureProject, section: Section): string {
  const calls = fixtureCalls(engine, project, section.settings);
  return calls.length === 0 ? 'no calls\n' : calls.map((call) => `${showCall(call).join('\n')}\n`).join('');
}

export function rewriteUnderstood(markdown: string, engine: Engine): string {
  const [head = '', ...parts] = markdown.split(/^(?=## )/m);
  return [head, ...parts.map((part) => rewriteSection(part, engine))].join('').replace(/\n+$/, '\n');
}

function rewriteSection(part: string, engine: Engine): string {
  const [section] = readSections(part);
  if (section === undefined) return part;
  const bare = part.replace(/^```understood[^\n]*\n[\s\S]*?^```\n*/gm, '').trimEnd();
  const blocks = section.projects.map(
    (project) => `\`\`\`understood ${project.language}\n${understoodOf(engine, project, section)}\`\`\``,
  );
  return `${[bare, ...blocks].join('\n\n')}\n\n`;
}
