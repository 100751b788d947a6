// Finds the VS Code that `scripts/setup-e2e.mjs` installed.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Installation {
  /** Absolute path of the Node that runs the server. */
  readonly node: string;
  /** Absolute path of the server's main script. */
  readonly server: string;
}

const installFolder = fileURLToPath(new URL('../../../.cache/e2e/vscode', import.meta.url));

export function installation(): Installation {
  const stamp = path.join(installFolder, 'installed.json');
  if (!existsSync(stamp)) throw new Error('VS Code is not installed for the tests: run `node scripts/setup-e2e.mjs`.');
  const record: unknown = JSON.parse(readFileSync(stamp, 'utf8'));
  if (typeof record !== 'object' || record === null || !('server' in record) || typeof record.server !== 'string') {
    throw new Error(`${stamp} is damaged: run \`node scripts/setup-e2e.mjs --force\`.`);
  }
  const node = 'node' in record && typeof record.node === 'string' ? record.node : process.execPath;
  return { node: path.resolve(installFolder, node), server: path.resolve(installFolder, record.server) };
}
