// The documents of a fixture's project: those it writes out, and the long constant text that many of them import.
import { readFileSync } from 'node:fs';
import type { FixtureProject, FixtureSettings } from './mdtest.ts';

const examples = new URL('../../examples/', import.meta.url);

export function projectDocuments(project: FixtureProject, settings: FixtureSettings): ReadonlyMap<string, string> {
  const documents = new Map([...project.documents].map(([path, { text }]) => [path, text] as const));
  if (settings.policy !== true) return documents;
  const isPython = project.language === 'py';
  const file = isPython ? 'support-agent-py/support_agent/policy.py' : 'support-agent-ts/src/policy.ts';
  const path = isPython ? '/project/policy.py' : '/project/src/policy.ts';
  return documents.set(path, readFileSync(new URL(file, examples), 'utf8'));
}
