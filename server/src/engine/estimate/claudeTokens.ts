// Counts a request to Claude: texts, tool definitions and the structure that Anthropic adds around them.
import type { CatalogModel, PromptFormat, ToolPrompt } from '../catalog/index.ts';
import type { TokenCount } from '../model/index.ts';
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
  /** A tool call is rendered as XML: the first of its message, each further one, each parameter, besides names and values. */
  readonly toolUse: number;
  readonly toolUseMore: number;
  readonly toolUseParameter: number;
  /** Text in front of a call. */
  readonly textBeforeCall: number;
  /** The only result of its message; several, and each of them. */
  readonly toolResult: number;
  readonly toolResults: number;
  readonly toolResultOfMany: number;
  readonly thinking: number;
  /** A request that ends with an assistant turn has no opening of the answer. */
  readonly prefill: number;
  /** Tokens by which the constants may be wrong where recordings are few. */
  readonly error: number;
  /** Structured output, besides its schema. */
  readonly outputFormat: number;
  /** Each tool besides its JSON. */
  readonly tool: number;
  /** The one tool that must be called, besides its name. */
  readonly forcedTool: number;
  /** A system prompt that tools stand in front of. */
  readonly systemBehindTools: number;
  /** A message that starts with a number or a symbol. */
  readonly bareStart: number;
}

const claude3: ClaudeStructure = {
  base: 7,
  tail: 3,
  message: 3,
  toolUse: 33,
  toolUseMore: 16,
  toolUseParameter: 15,
  textBeforeCall: -1,
  toolResult: 7,
  toolResults: 25,
  toolResultOfMany: 19,
  thinking: 29,
  prefill: -3,
  error: 0,
  outputFormat: 81,
  tool: 6,
  forcedTool: 1,
  systemBehindTools: 1,
  bareStart: 1,
};
/** Calls and results by three recordings. */
const claude47: ClaudeStructure = {
  ...claude3,
  base: 6,
  tail: 2,
  message: 1.6,
  error: 3,
  toolUse: 18,
  toolUseMore: 12,
  toolUseParameter: 12,
  thinking: 0,
  tool: 8,
  forcedTool: 4,
  bareStart: 0,
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
  const tools = request.tools.map((tool) => plus(countTool(tool, model, counter), structure.tool));
  const system = request.system.map((text) => counter.count(text, model.tokenizer));
  const turns = turnsOf(request.messages);
  const messageParts = request.messages.map((message, index) => {
    const turn = turns[index] ?? { isFirst: true, results: 0, resultsBefore: 0 };
    return countMessage(message, turn, model, counter, structure).map((part, at) =>
      plus(part, at === 0 && index > 0 && turn.isFirst ? structure.message : 0),
    );
  });
  const messages = messageParts.map((parts, index) =>
    parts.length === 0 && index > 0 ? exactly(structure.message) : sumTokens(parts),
  );
  const { before, after, whole } = toolPromptOf(request, model);
  const thinking = request.thinking === 'enabled' ? structure.thinking : 0;
  const format =
    request.outputSchema === undefined
      ? noTokens
      : plus(counter.count(JSON.stringify(request.outputSchema, null, 2), model.tokenizer), structure.outputFormat);
  const forced =
    request.forcedTool === undefined
      ? noTokens
      : plus(counter.count(request.forcedTool, model.tokenizer), structure.forcedTool);
  const added =
    structure.base -
    structure.tail +
    thinking +
    (tools.length > 0 && system.length > 0 ? structure.systemBehindTools : 0);
  const beforeMessages = plus(sumTokens([after, format, forced]), added);
  const isPrefilled = request.messages.at(-1)?.role === 'assistant';
  const tail = exactly(request.messages.length === 0 ? 0 : structure.tail + (isPrefilled ? structure.prefill : 0));
  // Where the tool-use prompt is split moves tokens between levels, never their sum.
  const around = plus(sumTokens([whole, format, forced]), added);
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

/** A tool definition is rendered as JSON, with its input schema as `parameters`. */
function countTool(
  { name, description, schema }: CountableTool,
  model: CatalogModel,
  counter: TokenCounter,
): TokenCount {
  const described = description === undefined || description === '' ? {} : { description };
  return counter.count(pythonJson({ ...described, name, parameters: schema }), model.tokenizer);
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

interface Turn {
  /** False for a message whose role is that of the one in front of it: they are read as one. */
  readonly isFirst: boolean;
  /** Tool results of all messages that are read as one with it, and of those in front of it. */
  readonly results: number;
  readonly resultsBefore: number;
}

function turnsOf(messages: readonly CountableMessage[]): readonly Turn[] {
  const sums: number[] = [];
  const groups = messages.map(({ role, parts }, at) => {
    const isFirst = role !== messages[at - 1]?.role;
    if (isFirst) sums.push(0);
    const group = sums.length - 1;
    const resultsBefore = sums[group] ?? 0;
    sums[group] = resultsBefore + parts.filter(({ kind }) => kind === 'toolResult').length;
    return { isFirst, group, resultsBefore };
  });
  return groups.map(({ isFirst, group, resultsBefore }) => ({ isFirst, resultsBefore, results: sums[group] ?? 0 }));
}

function countMessage(
  { parts }: CountableMessage,
  turn: Turn,
  model: CatalogModel,
  counter: TokenCounter,
  structure: ClaudeStructure,
): readonly TokenCount[] {
  const firstCall = parts.findIndex(({ kind }) => kind === 'toolUse');
  let results = turn.resultsBefore;
  return parts.map((part, at) => {
    const count = countPart(part, model, counter);
    switch (part.kind) {
      case 'text':
        return plus(count, at === 0 && bareStart.test(part.text) ? structure.bareStart : 0);
      case 'toolResult': {
        const ofMany = structure.toolResultOfMany + (results++ === 0 ? structure.toolResults : 0);
        return plus(count, turn.results > 1 ? ofMany : structure.toolResult);
      }
      case 'toolUse': {
        const call = at === firstCall ? structure.toolUse : structure.toolUseMore;
        const behindText = at === firstCall && parts[at - 1]?.kind === 'text' ? structure.textBeforeCall : 0;
        return plus(count, call + behindText + structure.toolUseParameter * toolUseTexts(part.input).parameters);
      }
      default:
        return count;
    }
  });
}

/** Neither a letter nor white space nor an ASCII sign. */
const bareStart = /^(?![!-/:-@[-`{-~])[^\p{L}\s]/u;

/** What the part says, without what it is wrapped in. */
function countPart(part: CountablePart, model: CatalogModel, counter: TokenCounter): TokenCount {
  switch (part.kind) {
    case 'text':
    case 'toolResult':
      return counter.count(part.text, model.tokenizer);
    case 'fixed':
      return part.isAssumed
        ? { tokens: part.tokens, low: 0, high: part.tokens * 2, method: 'assumed' }
        : exactly(part.tokens);
    case 'toolUse':
      return sumTokens(
        [part.name, ...toolUseTexts(part.input).texts].map((text) => counter.count(text, model.tokenizer)),
      );
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
