// Lays out the folder a run lives in: a copy of the workspace, the user's settings, a home and a place for temporary files.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LaunchOptions } from './launch.ts';
import { quietSettings } from './quietSettings.ts';

export interface RunFolder {
  readonly workspace: string;
  readonly data: string;
  readonly settingsFile: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Home, temporary files and sockets all live in the run's folder: one removal leaves nothing on the machine. */
export async function prepareRunFolder(
  folder: string,
  { workspace, settings }: Pick<LaunchOptions, 'workspace' | 'settings'>,
): Promise<RunFolder> {
  const copy = path.join(folder, path.basename(workspace));
  await cp(workspace, copy, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|\.git)$/.test(source),
  });
  const data = path.join(folder, 'data');
  const user = path.join(data, 'data', 'User');
  const temporary = path.join(folder, 'tmp');
  const home = path.join(folder, 'home');
  for (const needed of [user, path.join(data, 'extensions'), temporary, home]) await mkdir(needed, { recursive: true });
  const settingsFile = path.join(user, 'settings.json');
  await writeFile(settingsFile, JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|VITEST|NODE_OPTIONS$|NODE_ENV$)/.test(name),
  );
  return {
    workspace: copy,
    data,
    settingsFile,
    environment: {
      ...Object.fromEntries(inherited),
      EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no marketplace
      HOME: home,
      TMPDIR: temporary,
      XDG_RUNTIME_DIR: temporary,
    },
  };
}
