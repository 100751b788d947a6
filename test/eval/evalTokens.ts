// Compares the estimator with token counts that the services billed, and prints its error by model family.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveModel } from '../../server/src/engine/catalog/index.ts';
import {
  countClaudeRequest,
  countOpenAiRequest,
  createTokenCounter,
  roughTokenCounter,
  type TokenCounter,
} from '../../server/src/engine/estimate/index.ts';
import { createTokenizer } from '../../server/src/host/createTokenizer.ts';
import { chatRequest, claudeRequest, responsesRequest } from './recordedRequest.ts';

type Json = { readonly [key: string]: unknown };

/** One recorded request with what it was billed for. */
interface Recording {
  readonly id: string;
  readonly endpoint: string;
  readonly model: string;
  readonly flags: readonly string[];
  readonly usage: Json;
  readonly request: Json;
}

interface Measurement {
  readonly family: string;
  readonly kind: string;
  readonly actual: number;
  readonly predicted: number;
  readonly isInBand: boolean;
  readonly id: string;
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: npm run eval:tokens -- <folder with claude-tokens.jsonl and openai-tokens.jsonl>');
  process.exit(2);
}

const tokenizer = createTokenizer();
await Promise.all([tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')]);
const exact = createTokenCounter(tokenizer.source);

for (const [title, counter] of [
  ['with encoders', exact],
  ['without encoders', roughTokenCounter],
] as const) {
  console.log(`\n## Claude, ${title}`);
  report(read('claude-tokens.jsonl').flatMap((row) => measureClaude(row, counter)));
  console.log(`\n## OpenAI, ${title}`);
  report(read('openai-tokens.jsonl').flatMap((row) => measureOpenAi(row, counter)));
}
console.log('\n## Texts of Claude 4.7 and later');
report(
  read('claude-new-tokenizer.jsonl').flatMap((row) => {
    const { text, tokens, kind } = row as unknown as { text: string; tokens: number; kind: string };
    if (tokens < 60) return [];
    const actual = tokens - (kind === 'output' ? 2 : 6);
    const counted = exact.count(text, 'claude-4.7');
    return [measurement('claude-4.7', kind, actual, counted, String((row as unknown as Json).id))];
  }),
);

function read(name: string): readonly Recording[] {
  const path = join(folder ?? '', name);
  if (!existsSync(path)) return [];
  return (
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      // Recordings whose texts were replaced by a placeholder, or which were billed for more than one pass, count something else.
      .filter((line) => !/<[A-Z_]{12,}>|"context_management"/.test(line))
      .map((line) => JSON.parse(line) as Recording)
  );
}

function measurement(
  family: string,
  kind: string,
  actual: number,
  counted: { readonly tokens: number; readonly low: number; readonly high: number },
  id: string,
): Measurement {
  return {
    family,
    kind,
    actual,
    predicted: counted.tokens,
    isInBand: counted.low <= actual && actual <= counted.high,
    id,
  };
}

function measureClaude(row: Recording, counter: TokenCounter): readonly Measurement[] {
  const model = resolveModel(row.model) ?? resolveModel(String(row.request.model ?? ''));
  const request = claudeRequest(row.request);
  const { input_tokens: input, cache_creation_input_tokens: write, cache_read_input_tokens: cached } = row.usage;
  const actual = num(input) + num(write) + num(cached);
  if (model === undefined || request === undefined || actual === 0) return [];
  const kind =
    request.tools.length === 0 ? 'no tools' : request.messages.length === 1 ? 'tools, first turn' : 'tools, later';
  return [measurement(`${model.id}`, kind, actual, countClaudeRequest(request, model, counter).total, row.id)];
}

function measureOpenAi(row: Recording, counter: TokenCounter): readonly Measurement[] {
  const model = resolveModel(row.model);
  if (model === undefined) return [];
  const api = row.endpoint.includes('responses') ? 'responses' : 'chat';
  const request = api === 'chat' ? chatRequest(row.request) : responsesRequest(row.request);
  const actual = num(row.usage.prompt_tokens ?? row.usage.input_tokens);
  if (request === undefined || actual === 0) return [];
  const kind = `${api}${request.tools.length === 0 ? '' : ', tools'}${request.messages.some((m) => m.parts.some((p) => p.kind === 'toolUse')) ? ', calls' : ''}`;
  return [
    measurement(`${model.format} ${api}`, kind, actual, countOpenAiRequest(request, model, counter, api).total, row.id),
  ];
}

function report(rows: readonly Measurement[]): void {
  const groups = new Map<string, Measurement[]>();
  for (const row of rows) {
    for (const key of [row.family, `  kind: ${row.kind}`, '  all', ...(row.actual >= 1000 ? ['  all >= 1,000'] : [])]) {
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
  }
  console.log('| group | n | MAPE % | p50 | p95 | bias % | exact % | in band % |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const [key, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const signed = group.map((row) => (100 * (row.predicted - row.actual)) / row.actual);
    const errors = signed.map(Math.abs).sort((a, b) => a - b);
    const at = (share: number) =>
      (errors[Math.min(errors.length - 1, Math.floor(share * errors.length))] ?? 0).toFixed(2);
    const mean = (values: readonly number[]) =>
      (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2);
    const share = (test: (row: Measurement) => boolean) =>
      ((100 * group.filter(test).length) / group.length).toFixed(0);
    console.log(
      `| ${key} | ${group.length} | ${mean(errors)} | ${at(0.5)} | ${at(0.95)} | ${mean(signed)} | ${share((row) => row.predicted === row.actual)} | ${share((row) => row.isInBand)} |`,
    );
  }
  const worst = [...rows].sort((a, b) => Math.abs(b.predicted / b.actual - 1) - Math.abs(a.predicted / a.actual - 1));
  if (process.argv.includes('--worst')) {
    for (const row of worst.slice(0, 25)) console.log(row.id, row.family, row.kind, row.actual, row.predicted);
  }
}

function num(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
