// The page of a source text as the language server makes it, and the same text for the command line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../../server/src/engine/index.ts';
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import { temporaryFolder } from '../../cli/harness/runCli.ts';
import { runReal } from '../../cli/harness/runReal.ts';
import { plainSettings } from '../../harness/analyzeOne.ts';
import { applyFix } from '../../harness/applyFixes.ts';
import { memorySnapshot } from '../../harness/memorySnapshot.ts';
import { analysedPage } from './analysedPage.ts';

const path = '/p/agent.ts';

export function realPage(engine: Engine, text: string): ProfilePage {
  return analysedPage(engine, new Map([[path, text]]), path);
}

/** The text with its marks behind these blocks. */
export function markedText(engine: Engine, text: string, blocks: readonly number[]): string {
  const snapshot = memorySnapshot(new Map([[path, text]]));
  const [call] = engine.analyze(path, snapshot, plainSettings).calls;
  if (call === undefined) throw new Error('The text has no model call.');
  const marks = blocks.map((block) => ({ block }));
  const fix = engine.placeMarks(call, marks, snapshot.read);
  if (typeof fix !== 'string') return applyFix(new Map([[path, text]]), fix).get(path) ?? '';
  if (fix === 'The marks stand there already.') return text;
  throw new Error(fix);
}

/** What `hitrate <command> agent.ts --format json …` says of the text; without a text, what the command says of nothing. */
export async function commandLine(
  engine: Engine,
  text: string | undefined,
  command: string,
  ...args: readonly string[]
) {
  const folder = temporaryFolder({});
  if (text !== undefined) writeFileSync(join(folder, 'agent.ts'), text);
  const path = text === undefined ? [] : ['agent.ts'];
  const { out, err } = await runReal(folder, [command, ...path, '--format', 'json', ...args], engine);
  if (out === '') throw new Error(err);
  return JSON.parse(out);
}
