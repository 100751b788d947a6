// Reads from a Python project's manifests which folders its packages lie in.
import { entriesOf, field, texts } from './field.ts';
import { directoryOf, joinPath } from './joinPath.ts';
import type { Lookup } from './resolvedImport.ts';

/** The folder itself, `src`, and what pyproject.toml, setup.cfg or setup.py name; absolute. setup.py is read, never run. */
export function sourceRoots({ read, memo }: Pick<Lookup, 'read' | 'memo'>, directory: string): readonly string[] {
  const project = read(`${directory}/pyproject.toml`);
  const config = read(`${directory}/setup.cfg`);
  const script = read(`${directory}/setup.py`);
  const named = [
    ...(project === undefined ? [] : fromProject(memo.toml(project))),
    ...(config === undefined ? [] : fromConfig(config)),
    ...(script === undefined ? [] : fromScript(script)),
  ];
  return [...new Set([directory, ...named.map((path) => joinPath(directory, path)), `${directory}/src`])];
}

function fromProject(manifest: unknown): readonly string[] {
  const tool = field(manifest, 'tool');
  const poetry = field(tool, 'poetry', 'packages');
  // Hatch names the packages themselves: their parent is the root.
  const hatch = ['wheel', 'sdist'].flatMap((target) =>
    texts(field(tool, 'hatch', 'build', 'targets', target, 'packages')).map((path) => directoryOf(`/${path}`).slice(1)),
  );
  return [
    ...texts(field(tool, 'setuptools', 'package-dir', '')),
    ...texts(field(tool, 'setuptools', 'packages', 'find', 'where')),
    ...(Array.isArray(poetry) ? poetry.flatMap((one) => texts(field(one, 'from'))) : []),
    ...hatch,
    ...texts(field(tool, 'hatch', 'build', 'targets', 'wheel', 'sources')),
    ...texts(field(tool, 'pdm', 'build', 'package-dir')),
    ...texts(field(tool, 'uv', 'build-backend', 'module-root')),
    ...texts(field(tool, 'pytest', 'ini_options', 'pythonpath')),
    ...texts(field(tool, 'pyright', 'extraPaths')),
    ...entriesOf(field(tool, 'maturin')).flatMap(([key, value]) => (key === 'python-source' ? texts(value) : [])),
  ].filter((path) => path !== '');
}

function fromConfig(text: string): readonly string[] {
  const where = /^where\s*=\s*([^\s#;]+)/m.exec(text)?.[1];
  const packageDir = /^package_dir\s*=\s*(?:\r?\n\s+)?=\s*([^\s#;]+)/m.exec(text)?.[1];
  return [where, packageDir].filter((path) => path !== undefined);
}

function fromScript(text: string): readonly string[] {
  const packageDir = /package_dir\s*=\s*\{\s*(['"])\1\s*:\s*['"]([^'"\n]+)['"]/.exec(text)?.[2];
  const where = /find_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?['"]([^'"\n]+)['"]/.exec(text)?.[1];
  return [packageDir, where].filter((path) => path !== undefined);
}
