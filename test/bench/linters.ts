// The linters that are measured beside Hitrate, as scripts of their packages.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Linters {
  readonly oxlint: string;
  readonly biome: string;
}

/** `root` is the folder of Hitrate's repository. */
export function linters(root: string): Linters {
  const require = createRequire(join(root, 'package.json'));
  const script = (name: string, file: string): string => join(dirname(require.resolve(`${name}/package.json`)), file);
  return { oxlint: script('oxlint', 'bin/oxlint'), biome: script('@biomejs/biome', 'bin/biome') };
}
