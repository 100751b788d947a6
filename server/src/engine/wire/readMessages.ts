// Reads the body of Anthropic's Messages API into the request that the cache sees, or the reason why the API refuses it.
import { type ResolvedModel, resolveModel } from '../catalog/index.ts';
import { type CountablePart, type CountableRequest, countClaudeRequest, type TokenCounter } from '../estimate/index.ts';
import type { WireBlock, WireMessage, WireParams, WireRequest } from '../simulator/index.ts';
import { type BodyError, badRequest, isBodyError } from './bodyError.ts';
import { checkToolPairs } from './checkToolPairs.ts';
import { claudeTool, claudeTools } from './claudeTool.ts';
import { isObject, type JsonObject, listOf, objectOf, renderedWithout, textOf } from './json.ts';
import { isMark, markOf } from './mark.ts';

export interface ReadMessages {
  readonly request: WireRequest;
  readonly model: ResolvedModel;
  /** All input tokens, estimated. */
  readonly inputTokens: number;
}

/** Tokens of an image or a document whose size is not known. */
const mediaTokens = 1_600;

/** `counts`: only the input is asked for, so `max_tokens` may be missing. */
export function readMessages(body: unknown, counter: TokenCounter, counts = false): ReadMessages | BodyError {
  if (!isObject(body)) return badRequest('Input should be a valid dictionary');
  const name = textOf(body.model);
  if (name === undefined) return badRequest('model: Field required', 'model');
  const model = resolveModel(name);
  if (model === undefined || model.provider !== 'anthropic') {
    return { status: 404, type: 'not_found_error', message: `model: ${name}`, param: 'model' };
  }
  const limit = body.max_tokens;
  if (!counts && limit === undefined) return badRequest('max_tokens: Field required', 'max_tokens');
  if (limit !== undefined && !(Number.isInteger(limit) && Number(limit) >= 0)) {
    return badRequest('max_tokens: Input should be a valid integer, at least 0', 'max_tokens');
  }
  if (!Array.isArray(body.messages)) return badRequest('messages: Field required', 'messages');
  if (body.messages.length === 0) return badRequest('messages: at least one message is required', 'messages');

  const messages: ReadMessage[] = [];
  for (const [at, message] of body.messages.entries()) {
    const read = readMessage(message, at);
    if (isBodyError(read)) return read;
    messages.push(read);
  }
  const pairs = checkToolPairs(messages);
  if (pairs !== undefined) return pairs;
  const system = readSystem(body.system);
  if (isBodyError(system)) return system;
  const tools = claudeTools(body.tools);
  if (isBodyError(tools)) return tools;
  if (body.cache_control !== undefined && body.cache_control !== null && !isObject(body.cache_control)) {
    return badRequest('cache_control: Input should be a valid dictionary', 'cache_control');
  }
  const wrongMark = [...tools, ...system, ...messages.flatMap(({ blocks }) => blocks)].find(
    ({ cache_control: mark }) => mark !== undefined && mark !== null && !isMark(mark),
  );
  if (wrongMark !== undefined) return badRequest("cache_control.ttl: Input should be '5m' or '1h'", 'cache_control');

  const params = paramsOf(body, tools, messages);
  const counted = countClaudeRequest(countable(body, tools, system, messages), model, counter);
  const request: WireRequest = {
    model: model.id,
    // A web tool without a mark is switched on by a parameter: toggling it keeps what the other tools cached.
    tools: tools.flatMap((tool, at) =>
      isWebTool(tool) && tool.cache_control === undefined ? [] : [claudeTool(tool, rounded(counted.tools[at]))],
    ),
    system: system.map((block, at) => wireBlock(block, rounded(counted.system[at]))),
    params,
    messages: messages.map(
      ({ role, blocks }, at): WireMessage => ({
        role,
        blocks: blocks.map((block, index) => wireBlock(block, rounded(counted.messageParts[at]?.[index]))),
      }),
    ),
    ...(isObject(body.cache_control) ? { automatic: markOf(body.cache_control) } : {}),
    maxTokens: typeof limit === 'number' ? limit : 1,
    ...(body.stream === true ? { stream: true } : {}),
    overhead: {
      tools: rounded(counted.beforeTools),
      messages: rounded(counted.beforeMessages),
      tail: rounded(counted.tail),
    },
  };
  return { request, model, inputTokens: totalOf(request) };
}

/** What the parts of a request add up to: the same sum that its billed tokens have. */
function totalOf({ tools, system, messages, overhead }: WireRequest): number {
  const blocks = [
    ...tools.filter(({ deferred }) => deferred !== true),
    ...system,
    ...messages.flatMap((one) => one.blocks),
  ];
  const shown = tools.some(({ deferred }) => deferred !== true);
  const added = (shown ? (overhead?.tools ?? 0) : 0) + (overhead?.messages ?? 0) + (overhead?.tail ?? 0);
  return blocks.reduce((sum, { tokens }) => sum + tokens, added);
}

export interface ReadMessage {
  readonly role: WireMessage['role'];
  readonly blocks: readonly JsonObject[];
}

function readMessage(message: unknown, at: number): ReadMessage | BodyError {
  const path = `messages.${at}`;
  if (!isObject(message)) return badRequest(`${path}: Input should be a valid dictionary`, path);
  const { role, content } = message;
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    return badRequest(`${path}.role: Input should be 'user', 'assistant' or 'system'`, `${path}.role`);
  }
  if (typeof content === 'string') {
    if (content === '' && role === 'user') {
      return badRequest(`${path}: user messages must have non-empty content`, path);
    }
    return { role, blocks: [{ type: 'text', text: content }] };
  }
  if (!Array.isArray(content)) return badRequest(`${path}.content: Input should be a valid list`, `${path}.content`);
  const blocks: JsonObject[] = [];
  for (const [index, block] of content.entries()) {
    if (!isObject(block) || typeof block.type !== 'string') {
      return badRequest(`${path}.content.${index}.type: Field required`, `${path}.content.${index}`);
    }
    const hoisted = hoistMark(block);
    if (hoisted === undefined) {
      return badRequest(
        `${path}.content.${index}: cache_control may only be set on the last block inside of a ${block.type}`,
        `${path}.content.${index}`,
      );
    }
    blocks.push(hoisted);
  }
  return { role, blocks };
}

/** A mark inside of a result belongs to the result; undefined when it stands anywhere but on its last block. */
function hoistMark(block: JsonObject): JsonObject | undefined {
  const inner = listOf(block.content).map(objectOf);
  const marked = inner.findIndex(({ cache_control: mark }) => mark !== undefined && mark !== null);
  if (marked < 0) return block;
  if (marked < inner.length - 1) return undefined;
  const content = inner.map(({ cache_control: _, ...bare }) => bare);
  return { ...block, content, cache_control: block.cache_control ?? inner[marked]?.cache_control };
}

function readSystem(system: unknown): readonly JsonObject[] | BodyError {
  if (system === undefined || system === null || system === '') return [];
  if (typeof system === 'string') return [{ type: 'text', text: system }];
  if (!Array.isArray(system)) return badRequest('system: Input should be a valid string or list', 'system');
  const blocks = system.filter(isObject);
  const wrong =
    blocks.length < system.length || blocks.some(({ type, text }) => type !== 'text' || typeof text !== 'string');
  return wrong ? badRequest('system: Input should be a list of text blocks', 'system') : blocks;
}

function wireBlock(block: JsonObject, tokens: number): WireBlock {
  const type = String(block.type);
  return {
    type,
    text: type === 'text' && block.text === '' ? '' : renderedWithout(block, 'cache_control'),
    tokens,
    ...(isObject(block.cache_control) ? { mark: markOf(block.cache_control) } : {}),
  };
}

function isWebTool({ type }: JsonObject): boolean {
  return typeof type === 'string' && /^web_(?:search|fetch)_/.test(type);
}

function paramsOf(body: JsonObject, tools: readonly JsonObject[], messages: readonly ReadMessage[]): WireParams {
  const choice = objectOf(body.tool_choice);
  const output = objectOf(body.output_config);
  const thinking = isObject(body.thinking) && body.thinking.type !== 'disabled' ? body.thinking : undefined;
  const format = output.format ?? body.output_format;
  const webTools = tools.filter(isWebTool).map((tool) => renderedWithout(tool, 'cache_control'));
  const cites = messages.some(({ blocks }) => blocks.some(({ citations }) => objectOf(citations).enabled === true));
  const skills = objectOf(body.container).skills;
  return {
    ...(choice.type === undefined ? {} : { toolChoice: [choice.type, choice.name].filter(Boolean).join(' ') }),
    ...(choice.disable_parallel_tool_use === true ? { disableParallelToolUse: true } : {}),
    ...(thinking === undefined ? {} : { thinking: JSON.stringify(thinking) }),
    ...(typeof output.effort === 'string' ? { effort: output.effort } : {}),
    ...(isObject(format) ? { outputFormat: JSON.stringify(format) } : {}),
    ...(output.task_budget === undefined ? {} : { taskBudget: JSON.stringify(output.task_budget) }),
    ...(webTools.length === 0 ? {} : { webTools: webTools.join() }),
    ...(cites ? { citations: true } : {}),
    ...(body.speed === 'fast' ? { speed: 'fast' as const } : {}),
    ...(skills === undefined ? {} : { skills: JSON.stringify(skills) }),
  };
}

function countable(
  body: JsonObject,
  tools: readonly JsonObject[],
  system: readonly JsonObject[],
  messages: readonly ReadMessage[],
): CountableRequest {
  const choice = objectOf(body.tool_choice);
  const thinking = objectOf(body.thinking).type;
  const schema = objectOf(objectOf(body.output_config).format ?? body.output_format).schema;
  return {
    tools: tools.map((tool) => ({
      name: String(tool.name ?? tool.type ?? ''),
      ...(typeof tool.description === 'string' ? { description: tool.description } : {}),
      schema: (tool.input_schema ?? {}) as CountableRequest['tools'][number]['schema'],
    })),
    system: system.map(({ text }) => String(text)),
    messages: messages.map(({ role, blocks }) => ({ role, parts: blocks.map(countablePart) })),
    ...(choice.type === 'any' || choice.type === 'tool' ? { toolChoice: 'forced' as const } : {}),
    ...(choice.type === 'tool' && typeof choice.name === 'string' ? { forcedTool: choice.name } : {}),
    ...(choice.disable_parallel_tool_use === true ? { parallelTools: false } : {}),
    ...(thinking === 'enabled' || thinking === 'adaptive' ? { thinking } : {}),
    ...(schema === undefined ? {} : { outputSchema: schema as CountableRequest['outputSchema'] & {} }),
  };
}

function countablePart(block: JsonObject): CountablePart {
  switch (block.type) {
    case 'text':
      return { kind: 'text', text: String(block.text ?? '') };
    case 'thinking':
      return { kind: 'text', text: String(block.thinking ?? '') };
    case 'tool_use':
    case 'server_tool_use':
      return {
        kind: 'toolUse',
        name: String(block.name),
        input: (block.input ?? {}) as Extract<CountablePart, { kind: 'toolUse' }>['input'],
      };
    case 'tool_result':
      return { kind: 'toolResult', text: resultText(block.content) };
    case 'image':
      return { kind: 'fixed', tokens: mediaTokens, isAssumed: true };
    case 'document': {
      const data = objectOf(block.source);
      return data.type === 'text'
        ? { kind: 'text', text: String(data.data ?? '') }
        : { kind: 'fixed', tokens: mediaTokens, isAssumed: true };
    }
    default:
      return { kind: 'text', text: renderedWithout(block, 'cache_control', 'type') };
  }
}

function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((block) => textOf(objectOf(block).text) ?? '')
    .join('');
}

function rounded(count: { readonly tokens: number } | undefined): number {
  return Math.round(count?.tokens ?? 0);
}
