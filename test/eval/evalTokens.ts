// Compares the estimator with token counts that the services billed; prints errors by family and repository.
import { writeFileSync } from 'node:fs';
import { type CatalogModel, resolveModel } from '../../server/src/engine/catalog/index.ts';
import {
  countClaudeRequest,
  countOpenAiRequest,
  createTokenCounter,
  nextRequestTokens,
  roughTokenCounter,
  type TokenCounter,
} from '../../server/src/engine/estimate/index.ts';
import type { TokenCount } from '../../server/src/engine/index.ts';
import { createTokenizer } from '../../server/src/host/createTokenizer.ts';
import { continuations } from './tokens/continuations.ts';
import { errorTable, type Measurement } from './tokens/errorTable.ts';
import { featureRow, formatRows, textRow } from './tokens/featureRow.ts';
import { chatRequest, claudeRequest, responsesRequest } from './tokens/recordedRequest.ts';
import { billedInput, isEdited, type Recording, readRecordings } from './tokens/recordings.ts';

const folder = process.argv[2];
if (folder === undefined || folder.startsWith('--')) {
  console.error(
    'usage: npm run eval:tokens -- <folder with claude-tokens.jsonl and openai-tokens.jsonl> [--write <file>]',
  );
  process.exit(2);
}

const tokenizer = createTokenizer();
const [encoder] = await Promise.all([tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')]);
const exact = createTokenCounter(tokenizer.source);
const claude = readRecordings(folder, 'claude-tokens.jsonl').flatMap(claudeRow);
const openai = readRecordings(folder, 'openai-tokens.jsonl');

const older = claude.filter(({ model }) => model.tokenizer === 'claude-3');
const newer = claude.filter(({ model }) => model.tokenizer === 'claude-4.7');
for (const [title, counter] of [
  ['with encoders', exact],
  ['without encoders', roughTokenCounter],
] as const) {
  show(
    `Claude up to 4.6, ${title}`,
    older.map((row) => measureClaude(row, counter)),
  );
  show(
    `Claude 4.7 and later, whole requests, ${title}`,
    newer.map((row) => measureClaude(row, counter)),
  );
  show(
    `OpenAI, ${title}`,
    openai.flatMap((row) => measureOpenAi(row, counter)),
  );
}
show('Texts of Claude 4.7 and later', newTexts());
show('Claude, the next request by what the last one was billed', nextRequests());
const written = process.argv.indexOf('--write');
const file = process.argv[written + 1];
if (written > 0 && file !== undefined) {
  const requests = claude.flatMap(({ row, request, model, billed }) =>
    model.tokenizer === 'claude-2' ? [] : [featureRow(request, model, encoder, { repo: row.repo, billed })],
  );
  const texts = newSamples().map(({ repo, text, tokens, around }) =>
    textRow(text, around, encoder, { repo, billed: tokens }),
  );
  writeFileSync(file, formatRows([...requests, ...texts]));
}

interface ClaudeRow {
  readonly row: Recording;
  readonly request: NonNullable<ReturnType<typeof claudeRequest>>;
  readonly model: CatalogModel;
  readonly billed: number;
}

function claudeRow(row: Recording): readonly ClaudeRow[] {
  const model = resolveModel(row.model) ?? resolveModel(String(row.request.model ?? ''));
  const request = claudeRequest(row.request);
  const billed = billedInput(row.usage);
  if (model === undefined || request === undefined || billed === 0 || isEdited(row.request, billed)) return [];
  return [{ row, request, model, billed }];
}

function measureClaude(one: ClaudeRow, counter: TokenCounter): Measurement {
  return measurement(one, countClaudeRequest(one.request, one.model, counter).total);
}

function measurement({ row, request, model, billed }: ClaudeRow, counted: TokenCount): Measurement {
  const kind =
    request.tools.length === 0 ? 'no tools' : request.messages.length === 1 ? 'tools, first turn' : 'tools, later';
  return {
    groups: [model.id, `kind: ${kind}`, `tokenizer ${model.tokenizer}`],
    repo: row.repo,
    actual: billed,
    ...bandOf(counted),
  };
}

function bandOf({ tokens, low, high }: TokenCount) {
  return { predicted: tokens, low, high };
}

function measureOpenAi(row: Recording, counter: TokenCounter): readonly Measurement[] {
  const model = resolveModel(row.model);
  if (model === undefined || model.provider !== 'openai') return [];
  const api = row.endpoint.includes('responses') ? 'responses' : 'chat';
  const request = api === 'chat' ? chatRequest(row.request) : responsesRequest(row.request);
  const actual = billedInput(row.usage);
  if (request === undefined || actual === 0 || isEdited(row.request, actual)) return [];
  const hasCalls = request.messages.some((message) => message.parts.some((part) => part.kind === 'toolUse'));
  const hasTools = request.tools.length > 0;
  const kind = `${api}${hasTools ? ', tools' : ''}${hasCalls ? ', calls' : ''}`;
  const messagesOnly = hasTools || hasCalls ? [] : ['messages only'];
  const groups = [`${model.format} ${api}`, `kind: ${kind}`, ...messagesOnly];
  return [{ groups, repo: row.repo, actual, ...bandOf(countOpenAiRequest(request, model, counter, api).total) }];
}

function nextRequests(): readonly Measurement[] {
  const recorded = claude.map(({ row, request, model, billed }) => ({
    group: `${row.repo}/${row.path}`,
    repo: row.repo,
    messages: request.messages,
    frame: JSON.stringify([
      row.model,
      request.system,
      request.tools,
      request.toolChoice ?? 'auto',
      request.thinking ?? '',
    ]),
    input: billed,
    output: typeof row.usage.output_tokens === 'number' ? row.usage.output_tokens : 0,
    thinks: request.thinking !== undefined,
    model,
  }));
  return continuations(recorded.filter(({ thinks }) => !thinks)).flatMap(({ last, next, answer, turn }) => {
    // A recording does not say whether the answer was sent on as it came: its length does.
    const sent =
      countClaudeRequest({ tools: [], system: [], messages: [answer] }, next.model, exact).messages[0]?.tokens ?? 0;
    if (Math.abs(sent - last.output) > 8 + 0.15 * last.output) return [];
    const counts = (kind: 'text' | 'toolResult') =>
      turn.parts.flatMap((part) => (part.kind === kind ? exact.count(part.text, next.model.tokenizer) : []));
    const counted = nextRequestTokens(last, { texts: counts('text'), results: counts('toolResult') }, next.model);
    const kind = turn.parts.some((part) => part.kind === 'toolResult') ? 'tool results' : 'text';
    return { groups: [`kind: ${kind}`, next.model.format], repo: next.repo, actual: next.input, ...bandOf(counted) };
  });
}

interface NewText {
  readonly repo: string;
  readonly text: string;
  readonly tokens: number;
  readonly kind: string;
}

/** What stands around a text in these samples: the structure of an answer, or of a message. Short ones say little. */
function newSamples(): readonly (NewText & { readonly around: number })[] {
  return readRecordings<NewText>(folder ?? '', 'claude-new-tokenizer.jsonl')
    .filter(({ tokens }) => tokens >= 60)
    .map((row) => ({ ...row, around: row.kind === 'input' ? 6 : row.kind === 'delta_tr' ? 8 : 2 }));
}

function newTexts(): readonly Measurement[] {
  return newSamples().map(({ repo, text, tokens, kind, around }) => {
    const { tokens: counted, low, high } = exact.count(text, 'claude-4.7');
    const groups = [`kind: ${kind}`];
    return { groups, repo, actual: tokens, predicted: counted + around, low: low + around, high: high + around };
  });
}

function show(title: string, measured: readonly Measurement[]): void {
  if (measured.length > 0) console.log(`\n## ${title}\n\n${errorTable(measured)}`);
}
