// Tests of what an import of Python means: packages, source layouts, several projects in one repository.
import { describe, expect, test } from 'vitest';
import { type Files, resolve } from './resolve.ts';

const rows = (cases: Readonly<Record<string, readonly [Files, from: string, specifier: string, found: string]>>) => {
  for (const [name, [files, from, specifier, found]] of Object.entries(cases))
    test(name, () => expect(resolve(files, from, specifier)).toBe(found));
};

describe('relative imports', () => {
  const pkg = { 'pkg/__init__.py': '', 'pkg/a.py': '', 'pkg/sub/__init__.py': '', 'pkg/sub/b.py': '' };
  rows({
    'a sibling': [pkg, 'pkg/main.py', '.a', 'pkg/a.py'],
    'the package': [pkg, 'pkg/main.py', '.', 'pkg/__init__.py'],
    'the package above': [pkg, 'pkg/sub/b.py', '..a', 'pkg/a.py'],
    'a package below': [pkg, 'pkg/main.py', '.sub.b', 'pkg/sub/b.py'],
    'a package before a module of its name': [
      { ...pkg, 'pkg/sub.py': '' },
      'pkg/main.py',
      '.sub',
      'pkg/sub/__init__.py',
    ],
    'what is not there': [pkg, 'pkg/main.py', '.c', 'missing'],
  });
});

describe('absolute imports', () => {
  rows({
    'beside a script': [{ 'tools.py': '' }, 'main.py', 'tools', 'tools.py'],
    'not beside a module of a package': [
      { 'pkg/__init__.py': '', 'pkg/tools.py': '' },
      'pkg/main.py',
      'tools',
      'package tools',
    ],
    'from the folder that holds the package': [
      { 'pkg/__init__.py': '', 'pkg/a.py': '' },
      'pkg/sub/b.py',
      'pkg.a',
      'pkg/a.py',
    ],
    'from outside before from inside of a package': [
      { 'a/__init__.py': '', 'a/x.py': '', 'a/sub/__init__.py': '', 'x.py': '' },
      'a/sub/m.py',
      'x',
      'x.py',
    ],
    'a source layout': [
      { 'pyproject.toml': '', 'src/pkg/__init__.py': '', 'src/pkg/a.py': '' },
      'tests/test_a.py',
      'pkg.a',
      'src/pkg/a.py',
    ],
    'a folder of pyproject.toml': [
      { 'pyproject.toml': '[tool.setuptools.packages.find]\nwhere = ["python"]\n', 'python/pkg/__init__.py': '' },
      'scripts/run.py',
      'pkg',
      'python/pkg/__init__.py',
    ],
    'a folder of Poetry': [
      {
        'pyproject.toml': '[tool.poetry]\npackages = [{ include = "pkg", from = "lib" }]\n',
        'lib/pkg/__init__.py': '',
      },
      'scripts/run.py',
      'pkg',
      'lib/pkg/__init__.py',
    ],
    'a package that Hatch names': [
      {
        'pyproject.toml': '[tool.hatch.build.targets.wheel]\npackages = ["code/pkg"]\n',
        'code/pkg/__init__.py': '',
      },
      'scripts/run.py',
      'pkg',
      'code/pkg/__init__.py',
    ],
    'a folder of setup.cfg': [
      { 'setup.cfg': '[options]\npackage_dir =\n    = lib\n', 'lib/pkg/__init__.py': '' },
      'scripts/run.py',
      'pkg',
      'lib/pkg/__init__.py',
    ],
    'a folder of setup.py, which is read and never run': [
      { 'setup.py': 'setup(package_dir={"": "lib"}, packages=find_packages("lib"))', 'lib/pkg/__init__.py': '' },
      'scripts/run.py',
      'pkg',
      'lib/pkg/__init__.py',
    ],
    'a namespace package': [{ 'acme/tools/a.py': '' }, 'main.py', 'acme.tools.a', 'acme/tools/a.py'],
    'a package that nobody here writes': [{}, 'main.py', 'requests.auth', 'package requests.auth'],
    'a manifest that is no TOML': [{ 'pyproject.toml': '[[[', 'src/a.py': '' }, 'main.py', 'a', 'src/a.py'],
  });
});

describe('several projects', () => {
  const project = (at: string, name: string): Files => ({
    [`${at}/pyproject.toml`]: '[project]\n',
    [`${at}/src/${name}/__init__.py`]: '',
  });
  rows({
    'another project': [
      { ...project('packages/a', 'alpha'), ...project('packages/b', 'beta') },
      'packages/a/src/alpha/m.py',
      'beta',
      'packages/b/src/beta/__init__.py',
    ],
    'a name that two projects have': [
      { ...project('packages/a', 'core'), ...project('packages/b', 'core'), 'apps/c/main.py': '' },
      'apps/c/main.py',
      'core',
      'package core',
    ],
    'its own package before that of another project': [
      { ...project('packages/a', 'core'), ...project('packages/b', 'core') },
      'packages/b/tests/t.py',
      'core',
      'packages/b/src/core/__init__.py',
    ],
    'a member that uv lists': [
      {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/group/more/*"]\n',
        ...project('libs/group/more/x', 'alpha'),
      },
      'apps/main.py',
      'alpha',
      'libs/group/more/x/src/alpha/__init__.py',
    ],
    'an SDK stays a package': [project('packages/openai', 'openai'), 'apps/main.py', 'openai', 'package openai'],
  });
});

describe('a package with the name of an SDK', () => {
  const sdk = {
    'pyproject.toml': '[project]\nname = "openai-agents"\n',
    'src/agents/__init__.py': 'from .agent import Agent\nfrom .run import Runner\nfrom .tool import function_tool\n',
    'src/agents/run.py': '',
  };
  const own = { 'app/agents/__init__.py': 'from .triage import Agent\n', 'app/agents/triage.py': '' };
  rows({
    'the SDK in its own repository, from an example': [sdk, 'examples/basic.py', 'agents', 'package agents'],
    'a part of the SDK': [sdk, 'tests/test_run.py', 'agents.run', 'package agents.run'],
    'the SDK from inside': [sdk, 'src/agents/extra/x.py', 'agents.run', 'src/agents/run.py'],
    'a folder of the same name': [own, 'app/main.py', 'agents', 'app/agents/__init__.py'],
    'nothing of that name': [{}, 'app/main.py', 'agents', 'package agents'],
  });
});
