// The server for coding agents as it is shipped, spoken to by the official client: what it tells, what it refuses, and what it survives.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../protocol/harness/buildProgram.ts';
import { connectMcp, type McpConnection, type McpSetup } from './harness/connectMcp.ts';
import { temporaryFolder } from './harness/runCli.ts';

const root = join(import.meta.dirname, '../..');
const example = join(root, 'examples/support-agent-ts');
const marker = "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('./ran.txt', import.meta.url), '');\n";
const agent = (name: string): string => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function ${name}(task: string) {
  for (let tick = 0; tick < 10; tick++) {
    await client.messages.create({
      model: 'claude-sonnet-4-5',
      max_tokens: 100,
      system: [{ type: 'text', text: \`Now: \${Date.now()} \${task}\`, cache_control: { type: 'ephemeral' } }],
      messages: [],
    });
  }
}
`;

let program: string;
/** The example, with a file that leaves a trace when it is run. */
let workspace: string;
let elsewhere: string;
let server: McpConnection;
const connections: McpConnection[] = [];

const connect = async (setup: Partial<McpSetup> = {}): Promise<McpConnection> => {
  const connection = await connectMcp({ program, cwd: workspace, ...setup });
  connections.push(connection);
  return connection;
};
const text = (file: string): string => readFileSync(join(workspace, file), 'utf8');
const hitrate = (...args: readonly string[]): string =>
  spawnSync(process.execPath, [join(program, 'cli.js'), ...args], { cwd: workspace, encoding: 'utf8' }).stdout;

beforeAll(async () => {
  program = buildProgram();
  workspace = temporaryFolder({ 'src/boot.ts': `${marker}${agent('boot')}` });
  cpSync(example, workspace, { recursive: true });
  elsewhere = temporaryFolder({ 'agent.ts': agent('elsewhere') });
  server = await connect();
}, 120_000);
afterAll(async () => {
  await Promise.all(connections.map(({ client }) => client.close()));
  for (const folder of [program, workspace, elsewhere]) rmSync(folder, { recursive: true, force: true });
});

describe('what a client sees', () => {
  test('tools that only read, with schemas of what goes in and out, and a word on how to use them', async () => {
    const { tools } = await server.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['check', 'explain', 'profile', 'cost', 'preview_fix']);
    for (const { name, annotations, inputSchema, outputSchema, description } of tools) {
      expect(annotations, name).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
      expect(inputSchema, name).toMatchObject({ type: 'object', additionalProperties: false });
      expect(Object.keys(inputSchema.properties ?? {}), name).not.toContain('apply');
      expect(outputSchema, name).toMatchObject({ type: 'object' });
      expect(description?.length, name).toBeLessThan(500);
    }
    // A session pays for this before it asks for anything.
    expect(JSON.stringify(tools).length).toBeLessThan(16_000);
    expect(server.client.getInstructions()).toContain('preview_fix');
  });

  test('the same in a session of the newest revision', async () => {
    const { client, call } = await connect({ mode: 'auto' });
    expect(server.client.getNegotiatedProtocolVersion()).toBe('2025-11-25');
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    expect((await call('check', { rules: ['volatile-prefix'] })).structured.total).toBe(2);
  });
});

describe('the tools', () => {
  test('check says what the command line says, line by line', async () => {
    const { text: answer, structured } = await server.call('check', { limit: 100 });
    const lines = hitrate('check', '--format', 'agent', '--no-cache').trimEnd().split('\n').slice(0, -1);
    expect(lines.length).toBeGreaterThan(4);
    expect(answer.split('\n').slice(0, -1)).toEqual(lines);
    expect(structured.findings.map(({ file, line, column }: never) => `${file}:${line}:${column}`)).toEqual(
      lines.map((line) => line.slice(0, line.indexOf(' '))),
    );
  });

  test('check of a prompt finds what is wrong where its callers send it', async () => {
    const { structured } = await server.call('check', { paths: ['src/prompts.ts'] });
    expect(structured.findings.map(({ rule }: never) => rule)).toEqual(['volatile-prefix', 'user-data-in-system']);
    // An edit is seen at once.
    const before = text('src/prompts.ts');
    writeFileSync(join(workspace, 'src/prompts.ts'), before.replace('new Date().toISOString()', "'today'"));
    const after = await server.call('check', { paths: ['src/prompts.ts'], rules: ['volatile-prefix'] });
    writeFileSync(join(workspace, 'src/prompts.ts'), before);
    expect(after.structured).toMatchObject({ findings: [], total: 0 });
    expect(after.text).toBe('No findings.');
  });

  test('explain and cost say what the command line says', async () => {
    const explained = await server.call('explain', { file: 'src/agent.ts' });
    expect(explained.text.startsWith(hitrate('explain', 'src/agent.ts').trimEnd())).toBe(true);
    expect(explained.structured.calls).toMatchObject([{ file: 'src/agent.ts', callee: 'client.messages.create' }]);
    const cost = await server.call('cost');
    expect(cost.text.startsWith(hitrate('cost'))).toBe(true);
    const { calls } = JSON.parse(hitrate('cost', '--format', 'json'));
    expect(cost.structured.calls).toMatchObject(calls);
  });

  test('profile predicts ticks and prices as the command line does, and sends nothing', async () => {
    const asked = { file: 'src/agent.ts', line: 14, ticks: 30, tasksPerDay: 7 };
    const { text: answer, structured } = await server.call('profile', asked);
    const args = ['profile', 'src/agent.ts:14', '--no-run', '--ticks', '30', '--tasks-per-day', '7'];
    expect(answer.startsWith(hitrate(...args).trimEnd())).toBe(true);
    const [expected] = JSON.parse(hitrate(...args, '--format', 'json')).calls;
    const [call] = structured.calls;
    for (const key of ['tick', 'run', 'day', 'model', 'input']) expect(call[key], key).toEqual(expected[key]);
    expect(call.ticks.map(({ tick }: never) => tick)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 28, 29, 30]);
    expect(call.day.cost).toBeCloseTo(call.run.cost * 7, 9);
  });

  test('preview_fix shows a diff that git applies, and writes nothing', async () => {
    const [finding] = (await server.call('check', { rules: ['missing-breakpoint'] })).structured.findings;
    const before = text(finding.file);
    const { structured } = await server.call('preview_fix', { file: finding.file, line: finding.line });
    expect(structured).toMatchObject({ applied: false, applicability: 'safe', rule: 'missing-breakpoint' });
    expect(text(finding.file)).toBe(before);
    execFileSync('git', ['apply', '-'], { cwd: workspace, input: structured.diff });
    const after = text(finding.file);
    writeFileSync(join(workspace, finding.file), before);
    expect(after).toContain('cache_control');
  });

  test('code of the workspace is never run', () => {
    expect(existsSync(join(workspace, 'src/ran.txt'))).toBe(false);
  });
});

describe('bounds', () => {
  test('pages joined are the whole, and a cursor counts for one list only', async () => {
    const whole = (await server.call('check', { limit: 100 })).structured;
    const joined: unknown[] = [];
    let next: string | undefined;
    do {
      const page = await server.call('check', { limit: 2, ...(next === undefined ? {} : { cursor: next }) });
      expect(page.structured.findings.length).toBeLessThanOrEqual(2);
      if (page.structured.next !== undefined) expect(page.text).toContain(page.structured.next);
      joined.push(...page.structured.findings);
      next = page.structured.next;
    } while (next !== undefined);
    expect(joined).toEqual(whole.findings);
    const { next: cursor } = (await server.call('check', { limit: 1 })).structured;
    const other = await server.call('check', { limit: 1, cursor, rules: ['volatile-prefix'] });
    expect(other).toMatchObject({ isError: true, text: expect.stringContaining('changed') });
  });

  test('a long report is cut, and says so', async () => {
    const parts = Array.from({ length: 400 }, (_, at) => `Part ${at}: \${part${at}()}`).join(' ');
    const long = agent('long').replace('Now: ', parts);
    writeFileSync(join(elsewhere, 'long.ts'), long);
    const { call } = await connect({ cwd: elsewhere });
    const { text: answer, structured } = await call('explain', { file: 'long.ts' });
    expect(answer.length).toBeLessThan(20_000);
    expect(structured.calls[0].report).toMatch(/The report is cut here: [\d,]+ characters are left out\.\n$/);
  });
});

describe('what is refused', () => {
  const refused = async (connection: McpConnection, path: string): Promise<string> => {
    const { isError, text: why } = await connection.call('explain', { file: path });
    expect(isError, path).toBe(true);
    return why;
  };

  test('paths outside of the folder, by whatever way', async () => {
    symlinkSync(elsewhere, join(workspace, 'link'));
    mkdirSync(`${workspace}-beside`);
    writeFileSync(`${workspace}-beside/agent.ts`, agent('beside'));
    const ways = [
      join(elsewhere, 'agent.ts'),
      'link/agent.ts',
      '../../etc/passwd',
      `${workspace}-beside/agent.ts`,
      '/',
    ];
    for (const way of ways) expect(await refused(server, way), way).toMatch(/is refused: it lies outside of/);
    rmSync(`${workspace}-beside`, { recursive: true });
    // Whether a file exists elsewhere is not told either.
    expect(await refused(server, join(elsewhere, 'none.ts'))).toMatch(/is refused/);
    expect(await refused(server, 'src/none.ts')).toBe('src/none.ts does not exist.');
    expect((await server.call('check', { paths: ['src', elsewhere] })).isError).toBe(true);
    // A link is not followed by a walk either.
    expect((await server.call('check', { limit: 100 })).text).not.toContain('elsewhere');
    rmSync(join(workspace, 'link'));
  });

  test.each([
    'legacy',
    'auto',
  ] as const)('what the client has not opened, in a session of the %s revision', async (mode) => {
    const roots = [elsewhere];
    const connection = await connect({ roots, mode });
    expect((await connection.call('explain', { file: 'agent.ts' })).text).toContain('agent.ts:5');
    expect(await refused(connection, join(workspace, 'src/agent.ts'))).toContain('outside');
    roots.length = 0;
    expect(await refused(connection, 'agent.ts')).toContain('--root');
  });

  test('what the command line did not name, whatever the client has opened', async () => {
    const connection = await connect({ roots: [elsewhere], args: ['--root', workspace], cwd: elsewhere });
    expect(await refused(connection, join(elsewhere, 'agent.ts'))).toContain('outside');
    expect((await connection.call('explain', { file: 'src/agent.ts' })).structured.total).toBe(1);
  });

  test('arguments that no tool takes', async () => {
    const wrong: readonly (readonly [string, object])[] = [
      ['check', { path: 'src' }],
      ['check', { limit: 0 }],
      ['check', { limit: 1_000 }],
      ['check', { paths: [] }],
      ['check', { level: 'loud' }],
      ['check', { rules: ['no-such-rule'] }],
      ['check', { cursor: 'x' }],
      ['explain', {}],
      ['explain', { file: 'src/agent.ts', line: 1.5 }],
      ['profile', { file: 'src/agent.ts', ticks: -1 }],
      ['profile', { file: 'src/agent.ts', live: 'anthropic' }],
      ['explain', { file: 'README.md' }],
      ['preview_fix', { file: 'src/agent.ts', line: 1 }],
      ['preview_fix', { file: 'src/triage.ts', line: 15, apply: true }],
    ];
    for (const [tool, input] of wrong) {
      const answer = await server.call(tool, { ...input });
      expect(answer.isError, JSON.stringify(input)).toBe(true);
      expect(answer.text.length, JSON.stringify(input)).toBeGreaterThan(10);
      expect(answer.text, JSON.stringify(input)).not.toMatch(/^\s+at /m);
    }
    await expect(server.call('delete_everything')).rejects.toThrow(/not found|unknown/i);
  });

  test('a folder that is none, at the start', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(program, 'cli.js'), 'mcp', '--root', 'none'], {
      cwd: workspace,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('is no folder') });
  });
});

describe('writing', () => {
  test('is possible only where the server was started for it, and only inside of the folder', async () => {
    const writer = await connect({ args: ['--allow-writes'] });
    const { tools } = await writer.client.listTools();
    expect(tools.filter(({ annotations }) => annotations?.readOnlyHint !== true).map(({ name }) => name)).toEqual([
      'preview_fix',
    ]);
    const [{ file, line }] = (await writer.call('check', { rules: ['missing-breakpoint'] })).structured.findings;
    const before = text(file);
    expect((await writer.call('preview_fix', { file, line })).structured.applied).toBe(false);
    expect(text(file)).toBe(before);
    const { structured } = await writer.call('preview_fix', { file, line, apply: true });
    const after = text(file);
    writeFileSync(join(workspace, file), before);
    expect(structured.applied).toBe(true);
    expect(after).not.toBe(before);
  });
});

describe('what it survives', () => {
  test('a call that is cancelled: the next one is answered', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`a${at}.ts`, agent(`a${at}`)]));
    const folder = temporaryFolder(many);
    const { call } = await connect({ cwd: folder });
    const controller = new AbortController();
    const running = call('check', {}, controller.signal);
    const queued = call('explain', { file: 'a7.ts' });
    setTimeout(() => controller.abort(), 300);
    await expect(running).rejects.toThrow();
    expect((await queued).structured.calls).toHaveLength(1);
    expect((await call('explain', { file: 'a8.ts' })).structured.calls).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  test('a crash of the engine costs one call', async () => {
    const broken = mkdtempSync(join(root, '.cache/program-'));
    cpSync(program, broken, { recursive: true });
    const parser = join(broken, 'web-tree-sitter.wasm');
    const sound = readFileSync(parser);
    writeFileSync(parser, 'not WebAssembly');
    const { call, client } = await connect({ program: broken });
    const first = await call('explain', { file: 'src/agent.ts' });
    expect(first.isError).toBe(true);
    expect((await client.listTools()).tools).toHaveLength(5);
    writeFileSync(parser, sound);
    expect((await call('explain', { file: 'src/agent.ts' })).structured.total).toBe(1);
    await client.close();
    rmSync(broken, { recursive: true });
  });

  test('nonsense on its input, and it ends with it', async () => {
    const child = spawn(process.execPath, [join(program, 'cli.js'), 'mcp'], { cwd: workspace });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    const ping = { jsonrpc: '2.0', id: 7, method: 'ping' };
    child.stdin.write(`nonsense\n{"jsonrpc":"2.0"}\n[]\n${JSON.stringify(ping)}\n`);
    await expect.poll(() => out, { timeout: 20_000 }).toContain('"id":7');
    const ended = new Promise((done) => child.once('exit', done));
    child.stdin.end();
    expect(await ended).toBe(0);
    for (const line of out.trimEnd().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  });
});
