// The rules of the house that a machine can check: who may import whom, doors, headers, sizes.
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path/posix';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** A room: what it may import besides itself. Rooms inside the engine are named from the engine. */
interface Room {
  readonly folder: string;
  readonly rooms: readonly string[];
  /** Packages by name; `node` stands for Node's own modules. */
  readonly packages: readonly string[];
}

const engine = 'server/src/engine';
const engineRoom = (name: string, rooms: readonly string[] = [], packages: readonly string[] = []): Room => ({
  folder: `${engine}/${name}`,
  rooms: [`${engine}/model`, `${engine}/text`, ...rooms.map((each) => `${engine}/${each}`)],
  packages,
});

const rooms: readonly Room[] = [
  { folder: `${engine}/text`, rooms: [], packages: [] },
  { folder: `${engine}/model`, rooms: [`${engine}/text`], packages: [] },
  engineRoom('syntax', [], ['web-tree-sitter']),
  engineRoom('languages', ['syntax']),
  engineRoom('resolve', [], ['jsonc-parser', 'picomatch', 'resolve.exports', 'smol-toml', 'yaml']),
  engineRoom('interpret', ['prompts', 'resolve']),
  engineRoom('recognizers'),
  engineRoom('catalog'),
  engineRoom('segments', ['catalog']),
  engineRoom('estimate', ['catalog']),
  engineRoom('simulator', ['catalog']),
  engineRoom('profile', ['catalog', 'estimate', 'simulator']),
  engineRoom('levers', ['catalog', 'estimate', 'simulator', 'profile']),
  engineRoom('wire', ['catalog', 'estimate', 'simulator']),
  engineRoom('rules'),
  engineRoom('scan'),
  engineRoom('patterns'),
  engineRoom('frontMatter', ['catalog', 'prompts']),
  engineRoom('prompts', [], ['@handlebars/parser', 'jsonc-parser', 'mustache', 'nunjucks', 'yaml']),
  // The pipeline is the one place that knows the order of the rooms.
  { folder: engine, rooms: [`${engine}/*`], packages: [] },
  { folder: 'server/src/protocol', rooms: [], packages: ['zod', 'jsonc-parser'] },
  {
    folder: 'server/src/host',
    rooms: [engine, 'server/src/protocol'],
    packages: ['node', 'ignore', 'jsonc-parser', 'tiktoken'],
  },
  { folder: 'server/src/report', rooms: [engine, 'server/src/protocol'], packages: [] },
  {
    folder: 'server/src/lsp',
    rooms: [engine, 'server/src/protocol', 'server/src/host', 'server/src/report', 'server/src/runs'],
    packages: ['node', 'vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-uri'],
  },
  {
    folder: 'server/src/cli',
    rooms: [engine, 'server/src/protocol', 'server/src/host', 'server/src/report', 'server/src/runs', 'server/src/mcp'],
    packages: ['node', 'diff', 'ignore'],
  },
  {
    folder: 'server/src/mcp',
    rooms: ['server/src/protocol', 'server/src/host'],
    packages: ['node', '@modelcontextprotocol/server', 'zod'],
  },
  {
    folder: 'server/src/runs',
    rooms: [engine, 'server/src/protocol', 'server/src/host'],
    packages: ['node', '@anthropic-ai/sdk', 'zod'],
  },
  { folder: 'client/src', rooms: ['server/src/protocol'], packages: ['node', 'vscode', 'vscode-languageclient'] },
  {
    folder: 'client/webview',
    rooms: ['server/src/protocol', `${engine}/profile`, `${engine}/levers`, `${engine}/estimate`],
    packages: ['preact', 'd3-array'],
  },
];

interface SourceFile {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const files: readonly SourceFile[] = ['client', 'server/src', 'scripts', 'test']
  .flatMap((folder) => filesBelow(folder))
  .concat('esbuild.mjs', 'vitest.config.ts')
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const sources = files.filter(({ path }) => /^(?:client|server)\//.test(path) && /\.tsx?$/.test(path));

describe('imports', () => {
  test('every source file belongs to a room', () => {
    expect(sources.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  });

  test('each room imports only the rooms and packages that it may', () => {
    const offences = sources.flatMap(({ path, text }) => {
      const room = roomOf(path);
      return importsOf(text).flatMap((specifier) => {
        const offence = room === undefined ? undefined : offenceOf(room, path, specifier);
        return offence === undefined ? [] : [`${path} → ${specifier}: ${offence}`];
      });
    });
    expect(offences).toEqual([]);
  });

  test('the check sees what it must', () => {
    const cli = 'server/src/cli/check.ts';
    const offence = (path: string, specifier: string) => {
      const room = roomOf(path);
      return room === undefined ? undefined : offenceOf(room, path, specifier);
    };
    expect(offence(cli, '../engine/index.ts')).toBeUndefined();
    expect(offence(cli, '../engine/model/index.ts')).toContain('door');
    expect(offence(cli, '../lsp/session.ts')).toBeDefined();
    expect(offence(cli, 'vscode')).toContain('package');
    expect(offence('server/src/engine/rules/rule.ts', '../syntax/index.ts')).toContain('may not import');
    expect(offence('server/src/engine/rules/rule.ts', 'node:fs')).toContain('package');
    expect(offence('client/src/extension.ts', '../../server/src/engine/index.ts')).toContain('may not import');
    expect(importsOf("import type { A } from './a.ts';\nexport * from 'b';\nawait import('c');\n")).toEqual([
      './a.ts',
      'b',
      'c',
    ]);
  });
});

describe('files', () => {
  test('begin with one sentence that says what they are for', () => {
    const headerless = files.filter(({ text }) => !/^(?:#!.*\n)?\/\/ \S.*[.:]$/m.test(text.split('\n', 2).join('\n')));
    expect(headerless.map(({ path }) => path)).toEqual([]);
  });

  test('have at most 400 lines', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test('have names that say what is in them', () => {
    const vague = files.filter(({ path }) => /\/(?:utils?|helpers?|common|misc|manager)\.[a-z]+$/i.test(path));
    expect(vague.map(({ path }) => path)).toEqual([]);
  });
});

describe('the engine', () => {
  test('has a door in every room', () => {
    const folders = readdirSync(join(root, engine), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const doorless = folders.filter(({ name }) => !files.some(({ path }) => path === `${engine}/${name}/index.ts`));
    expect(doorless.map(({ name }) => name)).toEqual([]);
  });

  test('reads no clock, no chance, no network and no environment', () => {
    const impure = /\b(?:Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\.|fetch\(|setTimeout\()/;
    const offenders = sources
      .filter(({ path }) => path.startsWith(`${engine}/`))
      .filter(({ text }) => impure.test(withoutStrings(text)))
      .map(({ path }) => path);
    expect(offenders).toEqual([]);
  });
});

function offenceOf(room: Room, path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    return room.packages.includes(name) ? undefined : `${room.folder} may not use the package ${name}`;
  }
  const target = join(dirname(path), specifier);
  const other = roomOf(target);
  if (other === undefined || other.folder === room.folder) return undefined;
  const allowed = room.rooms.some(
    (each) => each === other.folder || (each.endsWith('/*') && other.folder.startsWith(each.slice(0, -1))),
  );
  if (!allowed) {
    const isInsideAllowed = room.rooms.some((each) => other.folder.startsWith(`${each}/`));
    return isInsideAllowed ? 'only through the door' : `${room.folder} may not import ${other.folder}`;
  }
  return relative(other.folder, target) === 'index.ts' ? undefined : 'only through the door';
}

/** The innermost room that holds the path. */
function roomOf(path: string): Room | undefined {
  return rooms
    .filter(({ folder }) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

function packageOf(specifier: string): string {
  if (isBuiltin(specifier)) return 'node';
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function importsOf(text: string): readonly string[] {
  const code = text.replace(/^\s*(?:\/\/|\*).*$/gm, '');
  const statement = /^(?:import|export)\b(?:[^'";]*?\bfrom)?\s*'([^'\n]+)'|\bawait import\(\s*'([^'\n]+)'/gm;
  return [...code.matchAll(statement)].map((match) => match[1] ?? match[2] ?? '');
}

/** Rules speak about clocks in their messages; that is no use of one. */
function withoutStrings(text: string): string {
  return text
    .replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, '//');
}

function filesBelow(folder: string): readonly string[] {
  let entries: readonly import('node:fs').Dirent[];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /^(?:node_modules|fixtures|\.cache)$/.test(entry.name) ? [] : filesBelow(path);
    return /\.(?:[cm]?ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}
