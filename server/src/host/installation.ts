// Where the program is installed: its own version, and the pages that explain its rules.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder of Hitrate's `package.json`, above the bundle or above the sources. */
function findInstallation(): string | undefined {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    if (nameAt(at) === 'hitrate') return at;
    if (dirname(at) === at) return undefined;
  }
}

const installation = findInstallation();

export function programVersion(): string {
  return installation === undefined ? '0.0.0' : String(manifestAt(installation).version ?? '0.0.0');
}

/** URL of the rule's page in this installation; undefined when the page is not there. */
export function ruleDocsHref(rule: string): string | undefined {
  if (installation === undefined || !/^[a-z0-9-]+$/.test(rule)) return undefined;
  const page = join(installation, 'docs', 'rules', `${rule}.md`);
  return existsSync(page) ? pathToFileURL(page).toString() : undefined;
}

function nameAt(directory: string): unknown {
  return existsSync(join(directory, 'package.json')) ? manifestAt(directory).name : undefined;
}

function manifestAt(directory: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { ...manifest } : {};
  } catch {
    return {};
  }
}
