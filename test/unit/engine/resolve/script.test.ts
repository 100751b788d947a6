// Tests of what an import of TypeScript or JavaScript means: endings, configs, packages of the workspace.
import { describe, expect, test } from 'vitest';
import { type Files, resolve } from './resolve.ts';

const rows = (cases: Readonly<Record<string, readonly [Files, from: string, specifier: string, found: string]>>) => {
  for (const [name, [files, from, specifier, found]] of Object.entries(cases))
    test(name, () => expect(resolve(files, from, specifier)).toBe(found));
};

describe('relative imports', () => {
  rows({
    'the ending of the output means the source': [{ 'a.ts': '', 'a.js': '' }, 'main.ts', './a.js', 'a.ts'],
    'jsx means tsx': [{ 'a.tsx': '' }, 'main.ts', './a.jsx', 'a.tsx'],
    'mjs means mts': [{ 'a.mts': '' }, 'main.ts', './a.mjs', 'a.mts'],
    'a file goes before a folder': [{ 'a.ts': '', 'a/index.ts': '' }, 'main.ts', './a', 'a.ts'],
    'a folder means its index': [{ 'a/index.tsx': '' }, 'main.ts', './a/', 'a/index.tsx'],
    'a folder above': [{ 'index.ts': '' }, 'lib/main.ts', '..', 'index.ts'],
    'a dot in the name is no ending': [{ 'a.config.ts': '' }, 'main.ts', './a.config', 'a.config.ts'],
    'a prompt with an instruction for the bundler': [{ 'a.md': 'Hi' }, 'main.ts', './a.md?raw', 'a.md'],
    'what is not there': [{}, 'main.ts', './a', 'missing'],
    'folders that are laid over each other': [
      { 'tsconfig.json': { compilerOptions: { rootDirs: ['src', 'generated'] } }, 'generated/lib/a.ts': '' },
      'src/lib/main.ts',
      './a',
      'generated/lib/a.ts',
    ],
  });
});

describe('path mappings', () => {
  const paths = (map: object, rest: object = {}) => ({ compilerOptions: { paths: map, ...rest } });
  rows({
    'a star': [{ 'tsconfig.json': paths({ '@/*': ['./src/*'] }), 'src/a.ts': '' }, 'src/x/b.ts', '@/a', 'src/a.ts'],
    'the longest prefix wins': [
      { 'tsconfig.json': paths({ '@/*': ['./a/*'], '@/x/*': ['./b/*'] }), 'a/x/y.ts': '', 'b/y.ts': '' },
      'main.ts',
      '@/x/y',
      'b/y.ts',
    ],
    'an exact pattern wins': [
      { 'tsconfig.json': paths({ '*': ['./a/*'], x: ['./b/y'] }), 'a/x.ts': '', 'b/y.ts': '' },
      'main.ts',
      'x',
      'b/y.ts',
    ],
    'the second target, where the first is not there': [
      { 'tsconfig.json': paths({ '@/*': ['./a/*', './b/*'] }), 'b/y.ts': '' },
      'main.ts',
      '@/y',
      'b/y.ts',
    ],
    'comments and trailing commas': [
      { 'tsconfig.json': '{ // the app\n "compilerOptions": { "paths": { "@/*": ["./src/*"], }, }, }', 'src/a.ts': '' },
      'main.ts',
      '@/a',
      'src/a.ts',
    ],
    'targets relative to the base URL': [
      { 'tsconfig.json': paths({ '@/*': ['*'] }, { baseUrl: 'src' }), 'src/a.ts': '' },
      'main.ts',
      '@/a',
      'src/a.ts',
    ],
    'a name below the base URL': [
      { 'jsconfig.json': { compilerOptions: { baseUrl: 'src' } }, 'src/lib/a.js': '' },
      'src/main.js',
      'lib/a',
      'src/lib/a.js',
    ],
    'inherited, relative to where they are written': [
      {
        'tsconfig.base.json': paths({ '@/*': ['./shared/*'] }),
        'app/tsconfig.json': { extends: '../tsconfig.base' },
        'shared/a.ts': '',
      },
      'app/main.ts',
      '@/a',
      'shared/a.ts',
    ],
    'of several that are extended the last wins': [
      {
        'one.json': paths({ '@/*': ['./one/*'] }),
        'two.json': paths({ '@/*': ['./two/*'] }),
        'tsconfig.json': { extends: ['./one.json', './two.json'] },
        'one/a.ts': '',
        'two/a.ts': '',
      },
      'main.ts',
      '@/a',
      'two/a.ts',
    ],
    'the folder of the project in what it extends': [
      {
        'base.json': paths({ '@/*': ['${configDir}/src/*'] }),
        'app/tsconfig.json': { extends: '../base.json' },
        'app/src/a.ts': '',
      },
      'app/main.ts',
      '@/a',
      'app/src/a.ts',
    ],
    'extended from a package of the workspace': [
      {
        'package.json': { workspaces: ['packages/*'] },
        'packages/config/package.json': { name: '@acme/tsconfig' },
        'packages/config/base.json': paths({ '~/*': ['../lib/*'] }),
        'packages/lib/a.ts': '',
        'packages/app/tsconfig.json': { extends: '@acme/tsconfig/base.json' },
      },
      'packages/app/main.ts',
      '~/a',
      'packages/lib/a.ts',
    ],
    'of a project that is referred to': [
      {
        'tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }] },
        'tsconfig.app.json': paths({ '@/*': ['./src/*'] }),
        'src/a.ts': '',
      },
      'src/main.ts',
      '@/a',
      'src/a.ts',
    ],
    'configs that extend each other': [
      { 'tsconfig.json': { extends: './other.json' }, 'other.json': { extends: './tsconfig.json' } },
      'main.ts',
      '@/a',
      'package @/a',
    ],
    'the nearest config counts alone': [
      { 'tsconfig.json': paths({ 'x/*': ['./src/*'] }), 'app/tsconfig.json': {}, 'src/a.ts': '' },
      'app/main.ts',
      'x/a',
      'package x/a',
    ],
    'an alias that no package can have, without a config': [
      { 'package.json': {}, 'src/a.ts': '' },
      'src/x/main.ts',
      '@/a',
      'src/a.ts',
    ],
  });
});

describe('packages of the workspace', () => {
  const lib = (manifest: object, files: Files = { 'packages/lib/src/index.ts': '' }): Files => ({
    'package.json': { workspaces: ['packages/*'] },
    'packages/lib/package.json': { name: '@acme/lib', ...manifest },
    'packages/app/package.json': { name: 'app' },
    ...files,
  });
  const from = 'packages/app/main.ts';
  const index = 'packages/lib/src/index.ts';
  rows({
    'the source of what is built': [lib({ main: 'dist/index.js' }), from, '@acme/lib', index],
    'the source before what is built': [
      lib({ main: 'dist/index.js' }, { 'packages/lib/dist/index.js': '', [index]: '' }),
      from,
      '@acme/lib',
      index,
    ],
    'the source of declarations': [lib({ types: './dist/index.d.ts' }), from, '@acme/lib', index],
    'conditions, nested': [
      lib({ exports: { '.': { import: { types: './dist/index.d.mts', default: './dist/index.mjs' } } } }),
      from,
      '@acme/lib',
      index,
    ],
    'a condition of the config': [
      lib(
        { exports: { '.': { '@acme/source': './code/main.ts', import: './dist/index.js' } } },
        {
          'packages/lib/code/main.ts': '',
          'packages/app/tsconfig.json': { compilerOptions: { customConditions: ['@acme/source'] } },
        },
      ),
      from,
      '@acme/lib',
      'packages/lib/code/main.ts',
    ],
    'a subpath': [
      lib({ exports: { './test': './dist/test/index.js' } }, { 'packages/lib/src/test/index.ts': '' }),
      from,
      '@acme/lib/test',
      'packages/lib/src/test/index.ts',
    ],
    'a subpath that is not given out': [
      lib({ exports: { '.': './dist/index.js' } }, { 'packages/lib/src/inner.ts': '' }),
      from,
      '@acme/lib/inner',
      'package @acme/lib/inner',
    ],
    'a pattern': [
      lib({ exports: { './*': './dist/esm/*.js' } }, { 'packages/lib/src/a/b.ts': '' }),
      from,
      '@acme/lib/a/b',
      'packages/lib/src/a/b.ts',
    ],
    'a subpath without exports': [
      lib({}, { 'packages/lib/src/inner.ts': '' }),
      from,
      '@acme/lib/src/inner',
      'packages/lib/src/inner.ts',
    ],
    'the folders of the package’s own config': [
      lib(
        { main: './compiled/index.js' },
        {
          'packages/lib/tsconfig.json': { compilerOptions: { outDir: 'compiled', rootDir: 'code' } },
          'packages/lib/code/index.ts': '',
        },
      ),
      from,
      '@acme/lib',
      'packages/lib/code/index.ts',
    ],
    'a package that is written as it is given out': [
      lib({ main: './index.js' }, { 'packages/lib/index.js': '' }),
      from,
      '@acme/lib',
      'packages/lib/index.js',
    ],
    'pnpm’s list, with one left out': [
      {
        'pnpm-workspace.yaml': "packages:\n  - 'libs/**' # all\n  - '!libs/old/**'\n",
        'libs/deep/a/package.json': { name: 'a', main: 'dist/index.js' },
        'libs/deep/a/src/index.ts': '',
        'libs/old/b/package.json': { name: 'b', main: 'index.js' },
        'libs/old/b/index.js': '',
      },
      'libs/old/b/main.ts',
      'a',
      'libs/deep/a/src/index.ts',
    ],
    'what pnpm’s list leaves out': [
      {
        'pnpm-workspace.yaml': "packages: ['libs/**', '!libs/old/**']",
        'libs/old/b/package.json': { name: 'b', main: 'index.js' },
        'libs/old/b/index.js': '',
      },
      'main.ts',
      'b',
      'package b',
    ],
    'a local dependency outside of a workspace': [
      {
        'app/package.json': { dependencies: { lib: 'file:../lib' } },
        'lib/package.json': { name: 'lib', main: 'dist/main.js' },
        'lib/src/main.ts': '',
      },
      'app/src/a.ts',
      'lib',
      'lib/src/main.ts',
    ],
    'the package itself': [
      { 'package.json': { name: 'me', exports: { './*': './dist/*.js' } }, 'src/a.ts': '' },
      'src/b.ts',
      'me/a',
      'src/a.ts',
    ],
    'what the manifest calls by a number sign': [
      { 'package.json': { imports: { '#lib/*': './dist/lib/*.js' } }, 'src/lib/a.ts': '' },
      'src/x/b.ts',
      '#lib/a',
      'src/lib/a.ts',
    ],
    'a number sign that stands for another package': [
      lib(
        { main: 'dist/index.js' },
        { [index]: '', 'packages/app/package.json': { imports: { '#lib': '@acme/lib' } } },
      ),
      from,
      '#lib',
      index,
    ],
    'an SDK stays a package where it is written': [
      {
        'package.json': { workspaces: ['packages/*'] },
        'packages/ai/package.json': { name: 'ai', main: 'dist/index.js' },
        'packages/ai/src/index.ts': '',
      },
      'packages/app/main.ts',
      'ai',
      'package ai',
    ],
    'so does what makes its models': [
      {
        'package.json': { workspaces: ['packages/*'] },
        'packages/anthropic/package.json': { name: '@ai-sdk/anthropic', main: 'dist/index.js' },
        'packages/anthropic/src/index.ts': '',
      },
      'packages/app/main.ts',
      '@ai-sdk/anthropic',
      'package @ai-sdk/anthropic',
    ],
    'a package that nobody here writes': [lib({}), from, 'zod', 'package zod'],
    'a module of Node': [lib({}), from, 'node:fs', 'package fs'],
    'a manifest that is no JSON': [{ 'package.json': '{', 'a.ts': '' }, 'main.ts', 'lib', 'package lib'],
  });
});
