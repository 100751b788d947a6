// Counts a request to Claude: texts, tool definitions and the structure that Anthropic adds around them.
import type { CatalogModel, PromptFormat, ToolPrompt } from '../catalog/index.ts';
import type { TokenCount } from '../model/index.ts';
import { claude3Weights, claude47Weights } from './claudeWeights.ts';
import type {
  CountableMessage,
  CountablePart,
  CountableRequest,
  CountableTool,
  JsonValue,
} from './countableRequest.ts';
import { pythonJson } from './pythonJson.ts';
import type { RequestTokens } from './requestTokens.ts';
import { exactly, noTokens, plus, sumTokens } from './tokenCount.ts';
import type { TokenCounter } from './tokenCounter.ts';

/** Constants regressed from recorded requests; each model generation has its own. */
interface ClaudeStructure {
  /** A request with one message has this many tokens besides its texts; `tail` of them follow the last block. */
  readonly base: number;
  readonly tail: number;
  /** Each message after the first. */
  readonly message: number;
  readonly toolUse: number;
  readonly toolUseParameter: number;
  /** Claude tokens per o200k token of a tool call's names and values, which are rendered as XML. */
  readonly toolUseFactor: number;
  /** The only result of its message; each of several. */
  readonly toolResult: number;
  readonly toolResultOfMany: number;
  readonly thinking: number;
  /** A request that ends with an assistant turn has no opening of the answer. */
  readonly prefill: number;
  /** Tokens by which the constants may be wrong where recordings are few. */
  readonly error: number;
  /** Structured output, besides its schema. */
  readonly outputFormat: number;
}

const claude3: ClaudeStructure = {
  base: 7,
  tail: 3,
  message: 3,
  toolUse: 33,
  toolUseParameter: 11,
  toolUseFactor: 1,
  toolResult: 10,
  toolResultOfMany: 24,
  thinking: 29,
  prefill: -5,
  error: 0,
  outputFormat: 120,
};
const claude47: ClaudeStructure = {
  ...claude3,
  base: 6,
  tail: 2,
  message: 1.6,
  error: 3,
  toolUse: 30,
  toolUseParameter: 0,
  toolUseFactor: 1.4,
  toolResult: 7,
  thinking: 0,
};
const structures: Partial<Record<PromptFormat, ClaudeStructure>> = {
  'claude-3': claude3,
  'claude-4.7': claude47,
  'claude-opus-4-7': { ...claude47, base: 13, toolResult: 17 },
};

/** Tokens by which recordings differ from the documented overhead of tools, and by which generations differ from each other. */
const toolPromptError = 5;
const generationError = 80;

/** Overhead of tools where no page gives it: the latest documented generation's. */
const assumedToolPrompt: ToolPrompt = { auto: 286, forced: 406 };

export function countClaudeRequest(
  request: CountableRequest,
  model: CatalogModel,
  counter: TokenCounter,
): RequestTokens {
  const structure = structures[model.format] ?? claude47;
  const tools = request.tools.map((tool) => countClaudeTool(tool, model, counter));
  const system = request.system.map((text) => counter.count(text, model.tokenizer));
  const messageParts = request.messages.map((message, index) =>
    countMessage(message, model, counter, structure).map((part, at) =>
      plus(part, at === 0 && index > 0 ? structure.message : 0),
    ),
  );
  const messages = messageParts.map((parts, index) =>
    parts.length === 0 && index > 0 ? exactly(structure.message) : sumTokens(parts),
  );
  const { before, after, whole } = toolPromptOf(request, model);
  const thinking = request.thinking === 'enabled' ? structure.thinking : 0;
  const format =
    request.outputSchema === undefined
      ? noTokens
      : plus(counter.count(pythonJson(request.outputSchema), model.tokenizer), structure.outputFormat);
  const beforeMessages = plus(sumTokens([after, format]), structure.base - structure.tail + thinking);
  const isPrefilled = request.messages.at(-1)?.role === 'assistant';
  const tail = exactly(request.messages.length === 0 ? 0 : structure.tail + (isPrefilled ? structure.prefill : 0));
  // Where the tool-use prompt is split moves tokens between levels, never their sum.
  const around = plus(sumTokens([whole, format]), structure.base - structure.tail + thinking);
  const all = sumTokens([around, ...tools, ...system, ...messages, tail]);
  return {
    tools,
    beforeTools: before,
    system,
    beforeMessages,
    messages,
    messageParts,
    tail,
    total: {
      ...all,
      tokens: Math.round(all.tokens),
      low: Math.max(0, Math.floor(all.low) - structure.error),
      high: Math.ceil(all.high) + structure.error,
    },
  };
}

/** A tool definition is counted as the JSON of its name, description and input schema. */
export function countClaudeTool(
  { name, description, schema }: CountableTool,
  model: CatalogModel,
  counter: TokenCounter,
): TokenCount {
  const { perTool } = model.tokenizer === 'claude-4.7' ? claude47Weights : claude3Weights;
  const json = pythonJson({ name, ...(description === undefined ? {} : { description }), input_schema: schema });
  return plus(counter.count(json, model.tokenizer), perTool);
}

/**
 * Tokens of the tool-use system prompt in front of the tools breakpoint and behind the system prompt. Where no recording shows the
 * split, half is assumed on each side and the band says so.
 */
export function toolPromptOf(
  request: Pick<CountableRequest, 'tools' | 'toolChoice' | 'parallelTools'>,
  model: CatalogModel,
): { readonly before: TokenCount; readonly after: TokenCount; readonly whole: TokenCount } {
  if (request.tools.length === 0) return { before: noTokens, after: noTokens, whole: noTokens };
  const known = model.toolPrompt;
  const prompt = known ?? assumedToolPrompt;
  const auto = request.parallelTools === false ? (prompt.serial ?? prompt.auto) : prompt.auto;
  const all = request.toolChoice === 'forced' ? (prompt.forced ?? prompt.auto) : auto;
  if (prompt.before !== undefined) {
    return { before: exactly(prompt.before), after: exactly(all - prompt.before), whole: within(all, toolPromptError) };
  }
  const half = Math.round(all / 2);
  const method = known === undefined ? 'assumed' : 'estimate';
  return {
    before: { tokens: half, low: 0, high: all, method },
    after: { tokens: all - half, low: 0, high: all, method },
    whole: within(all, known === undefined ? generationError : toolPromptError),
  };
}

function within(tokens: number, error: number): TokenCount {
  return { tokens, low: tokens - error, high: tokens + error, method: 'estimate' };
}

function countMessage(
  message: CountableMessage,
  model: CatalogModel,
  counter: TokenCounter,
  structure: ClaudeStructure,
): readonly TokenCount[] {
  const results = message.parts.filter((part) => part.kind === 'toolResult').length;
  const perResult = results > 1 ? structure.toolResultOfMany : structure.toolResult;
  return message.parts.map((part) => countPart(part, model, counter, structure, perResult));
}

function countPart(
  part: CountablePart,
  model: CatalogModel,
  counter: TokenCounter,
  structure: ClaudeStructure,
  perResult: number,
): TokenCount {
  switch (part.kind) {
    case 'text':
      return counter.count(part.text, model.tokenizer);
    case 'toolResult':
      return plus(counter.count(part.text, model.tokenizer), perResult);
    case 'fixed':
      return part.isAssumed
        ? { tokens: part.tokens, low: 0, high: part.tokens * 2, method: 'assumed' }
        : exactly(part.tokens);
    case 'toolUse': {
      const { texts, parameters } = toolUseTexts(part.input);
      const counts = [part.name, ...texts].map((text) => counter.count(text, 'o200k_base'));
      const words = scaleCount(sumTokens(counts), structure.toolUseFactor);
      return plus(words, structure.toolUse + structure.toolUseParameter * parameters);
    }
  }
}

function toolUseTexts(input: JsonValue): { readonly texts: readonly string[]; readonly parameters: number } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { texts: [typeof input === 'string' ? input : pythonJson(input)], parameters: 0 };
  }
  const entries = Object.entries(input);
  return {
    texts: entries.flatMap(([key, value]) => [key, typeof value === 'string' ? value : pythonJson(value)]),
    parameters: entries.length,
  };
}

function scaleCount(count: TokenCount, by: number): TokenCount {
  return {
    tokens: Math.round(count.tokens * by),
    low: Math.floor(count.low * by * 0.92),
    high: Math.ceil(count.high * by * 1.08),
    method: 'estimate',
  };
}
