// The example projects and the projects of all fixtures, as documents in memory.
import { readdirSync, readFileSync } from 'node:fs';
import { readSections } from './mdtest.ts';
import { projectDocuments } from './projectDocuments.ts';

export interface SampleProject {
  readonly name: string;
  readonly language: 'ts' | 'py';
  readonly documents: ReadonlyMap<string, string>;
}

const examples = new URL('../../examples/', import.meta.url);
const fixtures = new URL('../fixtures/', import.meta.url);

export function exampleProjects(): readonly SampleProject[] {
  return readdirSync(examples)
    .sort()
    .map((name) => {
      const documents = new Map<string, string>();
      for (const file of readdirSync(new URL(`${name}/`, examples), { recursive: true, encoding: 'utf8' }).sort()) {
        if (!/\.(?:ts|py)$/.test(file)) continue;
        documents.set(
          `/project/${file.replaceAll('\\', '/')}`,
          readFileSync(new URL(`${name}/${file}`, examples), 'utf8'),
        );
      }
      return { name, language: name.includes('-py') ? 'py' : 'ts', documents };
    });
}

export function fixtureProjects(): readonly SampleProject[] {
  return ['rules', 'shapes'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, fixtures))
      .filter((file) => file.endsWith('.md'))
      .sort()
      .flatMap((file) =>
        readSections(readFileSync(new URL(`${folder}/${file}`, fixtures), 'utf8')).flatMap(
          ({ title, settings, projects }) =>
            projects.map(
              (project): SampleProject => ({
                name: `${file}: ${title}`,
                language: project.language === 'py' ? 'py' : 'ts',
                documents: projectDocuments(project, settings),
              }),
            ),
        ),
      ),
  );
}
