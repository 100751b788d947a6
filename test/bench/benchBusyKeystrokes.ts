// Measures keystrokes while runs and a recording go on beside the editor: they are processes of their own, so nothing should change.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentFile } from './agentFile.ts';
import { distribution } from './distribution.ts';
import { measureKeystrokes } from './measureKeystrokes.ts';
import { milliseconds, printTable } from './printTable.ts';

const keystrokes = 60;

/** Calls a provider again and again, with a pause as long as an agent waits for a tool. */
const busyAgent = `
const body = JSON.stringify({ model: 'claude-sonnet-4-6', max_tokens: 50, stream: true, messages: [{ role: 'user', content: 'word '.repeat(4000) }] });
for (;;) {
  const answer = await fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', { method: 'POST', headers: { 'x-api-key': 'k' }, body });
  await answer.text();
  await new Promise((done) => setTimeout(done, 200));
}
`;

/** `programs` is the folder of the build that is measured. */
export async function benchBusyKeystrokes(programs: string): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'hitrate-bench-'));
  try {
    const { text, offset } = agentFile(900);
    const path = join(project, 'agent.ts');
    writeFileSync(path, text);
    writeFileSync(join(project, 'busy.mjs'), busyAgent);
    const measure = async () =>
      distribution(
        await measureKeystrokes({
          project,
          path,
          text,
          offset,
          keystrokes,
          command: [join(programs, 'server.js'), '--stdio'],
          pulls: true,
        }),
      );
    const alone = await measure();
    const cli = join(programs, 'cli.js');
    const command = [cli, 'record', '--to', 'local', '--out', 'run.jsonl', '--', process.execPath, 'busy.mjs'];
    const recording = spawn(process.execPath, command, { cwd: project, stdio: 'ignore' });
    // Its provider has to load its encoders first.
    await new Promise((done) => setTimeout(done, 3_000));
    try {
      const busy = await measure();
      printTable('Keystroke to diagnostics, 900 lines', [
        ['', 'p50', 'p95', 'max'],
        ...Object.entries({ alone, 'while an agent is recorded': busy }).map(([name, { median, p95, max }]) => [
          name,
          milliseconds(median),
          milliseconds(p95),
          milliseconds(max),
        ]),
      ]);
    } finally {
      recording.kill();
      await new Promise((done) => recording.on('close', done));
    }
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
