// Reads a prompt file of any format; undefined for a file that is not surely a prompt. Never throws.
import { collectVariables } from './collectVariables.ts';
import { dataPrompts, keyedPrompts } from './dataPrompts.ts';
import { formatOf, looksLikePrompt } from './formatOf.ts';
import type { ReadText } from './partsOf.ts';
import type { DataNode, Prompt, PromptFile, PromptFormat, PromptProblem, PromptShape } from './promptFile.ts';
import { readJson } from './readJson.ts';
import { readMarkdownPrompt } from './readMarkdownPrompt.ts';
import { readYaml } from './readYaml.ts';
import { readTemplate } from './templates/readTemplate.ts';
import type { TemplateSyntax } from './templates/template.ts';
import { writtenOffsets } from './writtenOffsets.ts';

export interface ReadOptions {
  /** Code loads it as a prompt: whatever its name, it is one. */
  readonly isLoaded?: boolean;
  /** Language of its text, where the code that fills it says so. */
  readonly syntax?: TemplateSyntax;
}

/** Longer files are data, in characters. */
const longest = 4_000_000;
/** Longer YAML is a lock file, or data; its parser is the slowest. */
const longestYaml = 500_000;
/** Lines of JSON lines that are read: the lines of a batch share their shape. */
const mostLines = 1_000;

export function readPromptFile(path: string, text: string, options: ReadOptions = {}): PromptFile | undefined {
  if (text.length > longest) return undefined;
  try {
    return read(path, text, options);
  } catch (error) {
    // Texts that are nested too deeply for a parser.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(path: string, text: string, { isLoaded = false, syntax }: ReadOptions): PromptFile | undefined {
  const named = formatOf(path) ?? (isLoaded ? { format: 'text' as const, isSure: false } : undefined);
  if (named === undefined) return undefined;
  const { format } = named;
  if (format === 'yaml' || format === 'json') return readData(path, text, format);
  if (format === 'jsonl') return readLines(path, text);
  if (!named.isSure && !isLoaded && (format === 'text' || !looksLikePrompt(path, text))) return undefined;
  return readMarkdownPrompt(path, text, format, syntax);
}

function readData(path: string, text: string, format: 'yaml' | 'json'): PromptFile | undefined {
  if (!mayBePrompt(text)) return undefined;
  if (format === 'yaml' && (text.length > longestYaml || /[-.]lock\.ya?ml$/.test(path))) return undefined;
  const { node, problems } = format === 'yaml' ? readYaml(text) : readJson(text);
  if (node === undefined) return undefined;
  const reading = scalarReader(text);
  const found = dataPrompts(node, format === 'yaml' ? 'jinja' : 'none', reading.read);
  if (found) return finish(path, text, format, found.shape, found.prompts, [...problems, ...reading.problems]);
  const keyed = format === 'yaml' ? keyedPrompts(node, reading.read('jinja')) : undefined;
  return keyed && finish(path, text, format, 'yaml', [keyed], [...problems, ...reading.problems]);
}

/** Cheap: whether data names anything that a prompt has. */
function mayBePrompt(text: string): boolean {
  return /\b(?:messages|role|model_list|prompts?|template|inputSchema|input_schema|parameters|input|custom_id)\b|_(?:template|prompt|instructions?|message)\b/.test(
    text,
  );
}

function readLines(path: string, text: string): PromptFile | undefined {
  const prompts: Prompt[] = [];
  const problems: PromptProblem[] = [];
  const reading = scalarReader(text);
  let start = 0;
  let isFirst = true;
  let isBatch = false;
  for (let lines = 0; start < text.length && lines < mostLines; lines++) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    if (line.trim() !== '') {
      const read = mayBePrompt(line) ? readJson(line, start) : { problems: [] };
      const one = read.node && dataPrompts(read.node, 'none', reading.read);
      const isRequest = one?.shape === 'batch' || one?.shape === 'request';
      // The first line decides; one that is cut off is a problem of a file of requests.
      if (isFirst && !isRequest) return undefined;
      isBatch ||= one?.shape === 'batch';
      isFirst = false;
      problems.push(...read.problems);
      if (isRequest) prompts.push(...one.prompts);
    }
    start = end + 1;
  }
  return prompts.length === 0
    ? undefined
    : finish(path, text, 'jsonl', isBatch ? 'batch' : 'request', prompts, problems);
}

interface ScalarReader {
  readonly read: (syntax: TemplateSyntax) => ReadText;
  readonly problems: PromptProblem[];
}

function scalarReader(text: string): ScalarReader {
  const problems: PromptProblem[] = [];
  const readAs = (syntax: TemplateSyntax) => (node: DataNode) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') return [];
    const template = readTemplate(node.value, syntax, writtenOffsets(text, node.span, node.value));
    problems.push(...template.problems);
    return template.pieces;
  };
  return { read: readAs, problems };
}

function finish(
  path: string,
  text: string,
  format: PromptFormat,
  shape: PromptShape,
  prompts: readonly Prompt[],
  problems: readonly PromptProblem[],
): PromptFile {
  // JSON that is sent is sent as it is.
  const isSent = format !== 'yaml' && (shape === 'request' || shape === 'batch' || shape === 'tool-list');
  const syntax: TemplateSyntax = isSent ? 'none' : 'jinja';
  return { path, text, format, shape, syntax, prompts, variables: collectVariables(prompts, []), problems };
}
