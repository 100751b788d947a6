// Fits the weights of Claude's text classes to texts with known token counts, and prints how well they tell texts of a source that the fit has not seen.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { claudeClassNames } from '../../server/src/engine/estimate/claudeClassNames.ts';
import { createTokenizer } from '../../server/src/host/createTokenizer.ts';
import { errorTable } from './tokens/errorTable.ts';
import { fitWeights, leaveOneSourceOut, type Tokenizer } from './tokens/fitWeights.ts';
import {
  type CountedText,
  formatFeatures,
  parseFeatures,
  type TextFeatures,
  textFeatures,
} from './tokens/textFeatures.ts';

const root = new URL('../', import.meta.url);
const data = fileURLToPath(new URL('test/eval/data/claude-text-features.jsonl', root));
const weightsFile = fileURLToPath(new URL('server/src/engine/estimate/claudeTextWeights.ts', root));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
const [file] = positionals;

const rows = file === undefined ? parseFeatures(readFileSync(data, 'utf8')).rows : await readTexts(file);
for (const [tokenizer, title] of [
  ['claude3', 'Claude up to 4.6'],
  ['claude47', 'Claude 4.7 and later'],
] as const) {
  const estimates = leaveOneSourceOut(rows, tokenizer);
  const measured = rows.map((row, at) => {
    const predicted = Math.round(estimates[at] ?? 0);
    const size = row[tokenizer];
    const groups = [row.source.startsWith('udhr') ? 'other languages' : 'code and documents'];
    return { groups, repo: row.source, actual: size, predicted, low: predicted * 0.92, high: predicted * 1.08 };
  });
  console.log(`\n## ${title}, each source by a fit that has not seen it\n\n${errorTable(measured)}`);
}
if (values.write === true) {
  if (file !== undefined) writeFileSync(data, formatFeatures(rows));
  writeFileSync(weightsFile, weightsSource());
}

async function readTexts(path: string): Promise<readonly TextFeatures[]> {
  const encoder = await createTokenizer().load('o200k_base');
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => textFeatures(JSON.parse(line) as CountedText, encoder));
}

function weightsSource(): string {
  const of = (tokenizer: Tokenizer): readonly number[] => fitWeights(rows, tokenizer);
  const [claude3, claude47] = [of('claude3'), of('claude47')];
  const lines = claudeClassNames.map((name, at) => `  ${name}: [${round(claude3[at])}, ${round(claude47[at])}],`);
  return [
    '// Claude tokens of each class of text, up to 4.6 and from 4.7 on; written by `npm run eval:texts -- --write`.',
    '',
    'export const claudeTextWeights: Readonly<Record<string, readonly [claude3: number, claude47: number]>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

function round(weight: number | undefined): number {
  return Math.round((weight ?? 0) * 1000) / 1000;
}
