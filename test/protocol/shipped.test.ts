// The server and the command line as they are shipped: bundled, in a process of their own, on the real engine.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeLens, Hover } from 'vscode-languageserver/node';
import { temporaryFolder } from '../cli/harness/runCli.ts';
import { buildProgram } from './harness/buildProgram.ts';
import { positionAt, pulling, pushing, spawnServer } from './harness/connect.ts';
import { eventually } from './harness/eventually.ts';

const filler = 'You answer questions about orders, refunds and deliveries, and you never guess. '.repeat(150);
const agent = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function run(task: string) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: task }];
  for (let tick = 0; tick < 10; tick++) {
    const response = await client.messages.create({
      model: 'claude-sonnet-4-5',
      max_tokens: 1024,
      system: [{ type: 'text', text: \`Now: \${Date.now()}. ${filler}\`, cache_control: { type: 'ephemeral' } }],
      messages,
    });
    messages.push({ role: 'assistant', content: response.content });
  }
}
`;
const lensPattern = /^≈[\d,]+ tok · \$[\d.]+ cold · \$[\d.]+ warm · \d+% hit/;

let program: string;
let workspace: string;
beforeAll(() => {
  program = buildProgram();
  process.env.XDG_CACHE_HOME = join(program, 'caches');
  workspace = temporaryFolder({ 'agent.ts': agent });
}, 120_000);
afterAll(() => {
  rmSync(program, { recursive: true, force: true });
  rmSync(workspace, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(join(workspace, name)).href;

describe('the server', () => {
  test.each([
    ['by itself', 'server.js', ['--stdio']],
    ['as a command', 'cli.js', ['lsp', '--stdio']],
  ])('answers over standard input and output %s', async (_, bundle, args) => {
    const client = await spawnServer([process.execPath, join(program, bundle), ...args], { capabilities: pulling });
    const uri = uriOf('agent.ts');
    await client.open(uri, agent);
    const problems = await client.pull(uri);
    const clock = problems.find(({ code }) => code === 'volatile-prefix');
    expect(clock?.range.start.line).toBe(positionAt(agent, agent.indexOf('Date.now()')).line);
    expect(clock?.relatedInformation?.length).toBeGreaterThan(0);
    const lenses = await client.request<readonly CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    expect(lenses.map(({ command }) => command?.title)).toEqual([expect.stringMatching(lensPattern)]);
    const position = positionAt(agent, agent.indexOf('messages.create'));
    const hover = await client.request<Hover>('textDocument/hover', { textDocument: { uri }, position });
    expect(JSON.stringify(hover.contents)).toContain('Date.now');
    await client.stop();
    expect(client.process.exitCode).toBe(0);
  });

  test('finds again what it found, when a document is closed and opened again', async () => {
    const client = await spawnServer([process.execPath, join(program, 'server.js'), '--stdio']);
    const uri = uriOf('agent.ts');
    const seen: (readonly unknown[])[] = [];
    for (let round = 0; round < 3; round++) {
      await client.open(uri, agent);
      seen.push((await client.pull(uri)).map(({ code }) => code));
      await client.close(uri);
    }
    expect(seen[0]).toContain('volatile-prefix');
    expect(seen).toEqual([seen[0], seen[0], seen[0]]);
    await client.stop();
  });

  test('checks again after the user told of a wrapper, in the settings or in an open config file', async () => {
    const client = await spawnServer([process.execPath, join(program, 'server.js'), '--stdio']);
    const uri = uriOf('wrapped.ts');
    const rules = async () => (await client.pull(uri)).map(({ code }) => code);
    const text = `export const ask = (stamp) => llm.ask({ system: \`\${stamp}. ${filler}\`, messages: [] });\n`;
    await client.open(uri, text);
    expect(await rules()).toEqual([]);
    await client.configure({
      wrappers: [{ call: 'llm.ask', as: 'anthropic.messages' }],
      volatility: { names: { stamp: 'call' } },
    });
    await eventually(() => (client.requests.includes('workspace/diagnostic/refresh') ? true : undefined));
    expect(await rules()).toContain('volatile-prefix');
    await client.open(uriOf('hitrate.config.json'), '{ "volatility": { "names": { "stamp": "never" } } }');
    expect(await rules()).not.toContain('volatile-prefix');
    await client.configure({});
    await client.edit(
      uriOf('hitrate.config.json'),
      '{ ',
      '{ "wrappers": [{ "call": "ask", "as": "anthropic.messages" }], ',
    );
    await client.edit(uriOf('hitrate.config.json'), 'never', 'minute');
    expect(await rules()).toContain('volatile-prefix');
    await client.stop();
  });

  test('runs the tools of coding agents on what is saved, on what is not, and nowhere else', async () => {
    const client = await spawnServer([process.execPath, join(program, 'server.js'), '--stdio'], {
      roots: [pathToFileURL(workspace).href],
    });
    const ask = (tool: string, input: object, unsaved: object = {}) =>
      client.request<{ kind: string; text?: string; why?: string }>('hitrate/agentTool', { tool, input, unsaved });
    const rules = ['volatile-prefix'];
    expect(await ask('check', { rules })).toMatchObject({ kind: 'done', text: expect.stringContaining('agent.ts:9') });
    const mended = { [join(workspace, 'agent.ts')]: agent.replace(`\${Date.now()}`, 'morning') };
    expect(await ask('check', { rules }, mended)).toMatchObject({ kind: 'done', text: 'No findings.' });
    expect(await ask('explain', { file: '/etc/passwd' })).toMatchObject({ kind: 'refused' });
    expect(await ask('explain', { line: 'x' })).toMatchObject({ kind: 'refused' });
    await client.stop();
    const homeless = await spawnServer([process.execPath, join(program, 'server.js'), '--stdio']);
    const answer = await homeless.request('hitrate/agentTool', { tool: 'check', input: {}, unsaved: {} });
    expect(answer).toMatchObject({ kind: 'refused', why: 'No folder on this machine is open.' });
    await homeless.stop();
  });

  test('pushes to a client that cannot pull, and follows its edits', async () => {
    const client = await spawnServer([process.execPath, join(program, 'server.js'), '--stdio'], {
      capabilities: pushing,
    });
    const uri = uriOf('agent.ts');
    const rules = () => client.published.findLast((each) => each.uri === uri)?.diagnostics.map(({ code }) => code);
    await client.open(uri, agent);
    await eventually(() => (rules()?.includes('volatile-prefix') ? true : undefined));
    await client.edit(uri, `\${Date.now()}`, 'morning');
    await eventually(() => (rules()?.includes('volatile-prefix') === false ? true : undefined));
    await client.stop();
  });
});

describe('the command line', () => {
  const hitrate = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(program, 'cli.js'), ...args], { cwd: workspace, encoding: 'utf8' });

  test('finds the clock, and shows what the call costs', () => {
    const check = hitrate('check', '--rule', 'volatile-prefix');
    expect(check).toMatchObject({ status: 1, stderr: '' });
    expect(check.stdout).toMatch(/^agent\.ts:9:\d+ {2}warning {2}volatile-prefix\n/);
    const profile = hitrate('profile', 'agent.ts:6', '--ticks', '2');
    expect(profile).toMatchObject({ status: 0, stderr: '' });
    expect(profile.stdout).toContain('claude-sonnet-4-5');
    expect(profile.stdout).toContain('Date.now()');
  });

  test('threads find what one finds, and the second check takes it over', () => {
    const files = Array.from({ length: 20 }, (_, at) => [`agent${at}.ts`, agent] as const);
    const folder = temporaryFolder(Object.fromEntries(files));
    const check = (...args: readonly string[]) =>
      spawnSync(process.execPath, [join(program, 'cli.js'), 'check', '--format', 'json', folder, ...args], {
        encoding: 'utf8',
      });
    const alone = check('--threads', '1', '--no-cache');
    expect(alone).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(alone.stdout)).toMatchObject({ files: 20, modelCalls: 20 });
    const together = check('--threads', '2');
    const again = check('--threads', '2');
    rmSync(folder, { recursive: true, force: true });
    for (const { status, stdout, stderr } of [together, again]) {
      expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: alone.stdout, stderr: '' });
    }
  });

  test('a reader that stops early is no failure to speak of', () => {
    const shell = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${join(program, 'cli.js')}" check --format sarif | true`],
      {
        cwd: workspace,
        encoding: 'utf8',
      },
    );
    expect(shell).toMatchObject({ status: 0, stderr: '' });
  });

  const hostile: readonly (readonly [string, string, string | Uint8Array])[] = [
    ['half-typed code', 'half.ts', agent.slice(0, agent.indexOf('system:') + 20)],
    [
      'half-typed Python',
      'half.py',
      'import anthropic\nclient = anthropic.Anthropic()\nclient.messages.create(model="claude',
    ],
    ['a deep nest', 'nest.ts', `import Anthropic from '@anthropic-ai/sdk';\nx.messages.create(${'['.repeat(10_000)}`],
    ['a deep nest in Python', 'nest.py', `import anthropic\nx.messages.create(${'('.repeat(10_000)}`],
    [
      'a long chain',
      'chain.ts',
      `import Anthropic from '@anthropic-ai/sdk';\nx.messages.create({ system: ${'"a" + '.repeat(5_000)}"b" })`,
    ],
    ['a huge file', 'huge.ts', `${agent}// ${'x'.repeat(5_000_000)}\n`],
    ['bytes that are no UTF-8', 'latin.py', new Uint8Array([0x69, 0x6d, 0x70, 0xff, 0xfe, 0x0a])],
    ['a binary', 'binary.py', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0x00, 0x01])],
    ['nothing', 'empty.ts', ''],
    ['an import of itself', 'self.ts', `import { run as again } from './self';\n${agent}\nagain('x');\n`],
  ];
  test.each(hostile)('survives %s', (_, name, content) => {
    const folder = temporaryFolder({ [name]: content });
    const result = spawnSync(process.execPath, [join(program, 'cli.js'), 'check', folder], { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    expect(result.stderr).not.toMatch(/could not be analysed|should not have|at .*cli\.js/);
    expect([0, 1]).toContain(result.status);
  });

  test('survives imports in a circle', () => {
    const folder = temporaryFolder({
      'a.ts': agent.replace('export', "import { prompt } from './b';\nexport const seed = prompt + 'x';\nexport"),
      'b.ts': "import { seed } from './a';\nexport const prompt = seed + 'y';\n",
    });
    const result = spawnSync(process.execPath, [join(program, 'cli.js'), 'check', folder], { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    expect(result).toMatchObject({ status: 1, stderr: '' });
  });

  test('fails loudly when a file that it needs is missing', () => {
    const broken = buildProgram();
    writeFileSync(join(broken, 'web-tree-sitter.wasm'), 'not WebAssembly');
    const result = spawnSync(process.execPath, [join(broken, 'cli.js'), 'check', '--no-cache'], {
      cwd: workspace,
      encoding: 'utf8',
    });
    rmSync(broken, { recursive: true, force: true });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain('hitrate: ');
  }, 60_000);
});
