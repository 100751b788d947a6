// Runs the command given as the leader of its own process group and kills the whole group once its stdin closes.
//
// The harness holds the other end of that stdin, so nothing is left behind even when the test runner dies by SIGKILL.
import { spawn } from 'node:child_process';

const [command, ...commandArguments] = process.argv.slice(2);
const child = spawn(command, commandArguments, { stdio: ['ignore', 'inherit', 'inherit'] });

function killGroup() {
  process.kill(-process.pid, 'SIGKILL');
}

process.stdin.on('end', killGroup).on('error', killGroup).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
child.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
