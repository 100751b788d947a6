// Resolves one import in a workspace that is written down as texts.
import { isSdk } from '../../../../server/src/engine/recognizers/index.ts';
import { createProjects, type ResolvedImport, resolveImport } from '../../../../server/src/engine/resolve/index.ts';
import { memorySnapshot } from '../../../harness/memorySnapshot.ts';

export type Files = Readonly<Record<string, string | object>>;

/** Objects stand for their JSON. The root is `/w`, and `from` and the answer are relative to it. */
export function resolve(files: Files, from: string, specifier: string): string {
  const texts = new Map(
    Object.entries(files).map(([path, content]) => [
      `/w/${path}`,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  );
  const projects = createProjects();
  const read = projects.reader(memorySnapshot(texts).read, ['/w']);
  const lookup = { read, roots: ['/w'], memo: projects.memo, isSdk };
  const language = from.endsWith('.py') ? 'python' : 'typescript';
  return shown(resolveImport(lookup, `/w/${from}`, specifier, language));
}

function shown(found: ResolvedImport): string {
  if (found.kind === 'missing') return 'missing';
  if (found.kind === 'package') return `package ${[found.name, ...found.path].join('.')}`;
  return found.path.replace(/^\/w\//, '');
}
