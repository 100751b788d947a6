// Prints how fast the language server and the command line are, beside other linters on the same machine in the same run.
import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBusyKeystrokes } from './benchBusyKeystrokes.ts';
import { benchCheck, benchScaling, type FoldersInput } from './benchFolders.ts';
import { benchKeystrokes } from './benchKeystrokes.ts';
import { benchLens } from './benchLens.ts';
import { benchPage } from './benchPage.ts';
import { benchRecorder } from './benchRecorder.ts';
import { benchRecording } from './benchRecording.ts';
import { linters } from './linters.ts';

const parts = ['keystroke', 'lens', 'busy', 'check', 'all', 'scale', 'recorder', 'recording', 'page'] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: 'string', default: '.' },
    programs: { type: 'string', default: 'dist' },
    /** Folder that holds many repositories, to be checked together. */
    all: { type: 'string' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: parts.join(',') },
    /** Of the recording that is profiled. */
    megabytes: { type: 'string', default: '1000' },
  },
});
const folder = resolve(positionals[0] ?? join(values.root, 'examples'));
const input: FoldersInput = {
  cli: join(values.programs, 'cli.js'),
  linters: linters(resolve(values.root)),
  runs: Number(values.runs),
};
const wanted = (part: (typeof parts)[number]): boolean => values.only.split(',').includes(part);

if (wanted('keystroke'))
  for (const lines of [900, 4_000]) await benchKeystrokes(join(values.programs, 'server.js'), input.linters, lines);
if (wanted('busy')) await benchBusyKeystrokes(values.programs);
if (wanted('lens')) {
  await benchLens(join(values.programs, 'server.js'), join(values.root, 'test/bench/bareServer.mjs'), 900);
}
if (wanted('check')) await benchCheck(`Check of ${basename(folder)}`, [folder], input);
if (wanted('all') && values.all !== undefined) {
  const all = resolve(values.all);
  const folders = readdirSync(all, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  await benchCheck(
    `Check of the ${folders.length} folders of ${all} together`,
    folders.map(({ name }) => join(all, name)),
    input,
  );
}
if (wanted('scale')) await benchScaling(folder, input);
if (wanted('recorder')) await benchRecorder(300);
if (wanted('recording')) await benchRecording(join(values.programs, 'cli.js'), Number(values.megabytes) * 1e6);
if (wanted('page')) await benchPage(values.programs, Number(values.runs));
