// Reads the bodies of OpenAI's chat completions and responses into the request that the cache sees, or the reason why the API refuses them.
import { type ResolvedModel, resolveModel } from '../catalog/index.ts';
import {
  type CountableMessage,
  type CountablePart,
  type CountableRequest,
  countOpenAiRequest,
  type TokenCounter,
} from '../estimate/index.ts';
import type { OpenAiMessage, OpenAiPart, OpenAiTtl, OpenAiWireRequest } from '../simulator/index.ts';
import { type BodyError, badRequest, isBodyError } from './bodyError.ts';
import { isObject, type JsonObject, listOf, objectOf, renderedWithout, textOf } from './json.ts';

export interface ReadOpenAi {
  readonly request: OpenAiWireRequest;
  readonly model: ResolvedModel;
  readonly inputTokens: number;
}

/** A part before its tokens are known. */
interface RawPart extends Omit<OpenAiPart, 'tokens'> {
  readonly countable: CountablePart;
}

interface RawMessage {
  readonly role: OpenAiMessage['role'];
  readonly name?: string;
  readonly parts: readonly RawPart[];
}

/** Tokens of an image whose size is not known. */
const mediaTokens = 1_600;
const mark = 'prompt_cache_breakpoint';

export function readChat(body: unknown, counter: TokenCounter): ReadOpenAi | BodyError {
  if (!isObject(body)) return badRequest('We could not parse the JSON body of your request.');
  if (!Array.isArray(body.messages)) return badRequest("Missing required parameter: 'messages'.", 'messages');
  if (body.messages.length === 0) {
    return badRequest(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'messages',
    );
  }
  const messages: RawMessage[] = [];
  for (const [at, message] of body.messages.entries()) {
    const read = readChatMessage(message, at);
    if (isBodyError(read)) return read;
    messages.push(read);
  }
  const tools = listOf(body.tools).map((tool) => objectOf(objectOf(tool).function ?? tool));
  return assemble(body, 'chat', messages, tools, counter, {
    ...(isObject(body.response_format) && body.response_format.type !== 'text'
      ? { textFormat: JSON.stringify(body.response_format) }
      : {}),
    ...(typeof body.reasoning_effort === 'string' ? { reasoningEffort: body.reasoning_effort } : {}),
    ...(typeof body.verbosity === 'string' ? { verbosity: body.verbosity } : {}),
  });
}

/** `earlier`: items of the conversation that `previous_response_id` or `conversation` stands for. */
export function readResponses(
  body: unknown,
  counter: TokenCounter,
  earlier: readonly unknown[] = [],
): ReadOpenAi | BodyError {
  if (!isObject(body)) return badRequest('We could not parse the JSON body of your request.');
  if (body.input === undefined && earlier.length === 0)
    return badRequest("Missing required parameter: 'input'.", 'input');
  const own = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : listOf(body.input);
  const messages: RawMessage[] = [];
  if (typeof body.instructions === 'string' && body.instructions !== '') {
    messages.push({ role: 'developer', parts: [textPart({ type: 'input_text', text: body.instructions })] });
  }
  for (const [at, item] of [...earlier, ...own].entries()) {
    const read = readItem(item, at);
    if (isBodyError(read)) return read;
    messages.push(read);
  }
  const text = objectOf(body.text);
  const reasoning = objectOf(body.reasoning);
  return assemble(body, 'responses', messages, listOf(body.tools).map(objectOf), counter, {
    ...(isObject(text.format) && text.format.type !== 'text' ? { textFormat: JSON.stringify(text.format) } : {}),
    ...(typeof reasoning.effort === 'string' ? { reasoningEffort: reasoning.effort } : {}),
    ...(typeof text.verbosity === 'string' ? { verbosity: text.verbosity } : {}),
    ...(body.context_management === undefined || body.context_management === null
      ? {}
      : { contextManagement: JSON.stringify(body.context_management) }),
  });
}

function readChatMessage(message: unknown, at: number): RawMessage | BodyError {
  const path = `messages[${at}]`;
  const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];
  if (!isObject(message) || !roles.includes(String(message.role))) {
    return badRequest(
      `Invalid value: '${String(objectOf(message).role)}'. Supported values are: ${roles.map((role) => `'${role}'`).join(', ')}.`,
      `${path}.role`,
    );
  }
  const role = message.role === 'function' ? 'tool' : (message.role as OpenAiMessage['role']);
  const content = partsOf(message.content, role, path);
  if (isBodyError(content)) return content;
  const calls = listOf(message.tool_calls).map(objectOf);
  return {
    role,
    ...(typeof message.name === 'string' ? { name: message.name } : {}),
    parts: [...content, ...calls.map((call) => callPart(call, objectOf(call.function)))],
  };
}

function readItem(item: unknown, at: number): RawMessage | BodyError {
  const path = `input[${at}]`;
  if (!isObject(item)) return badRequest(`Invalid type for '${path}': expected an object.`, path);
  if (item.type === 'function_call' || item.type === 'custom_tool_call')
    return { role: 'assistant', parts: [callPart(item, item)] };
  if (item.type === 'function_call_output' || item.type === 'custom_tool_call_output') {
    const parts = partsOf(item.output, 'tool', `${path}.output`);
    return isBodyError(parts) ? parts : { role: 'tool', parts };
  }
  if (item.type === undefined || item.type === 'message') {
    const role = textOf(item.role);
    if (role !== 'user' && role !== 'assistant' && role !== 'system' && role !== 'developer') {
      return badRequest(`Invalid value: '${String(item.role)}'.`, `${path}.role`);
    }
    const parts = partsOf(item.content, role, `${path}.content`);
    return isBodyError(parts) ? parts : { role, parts };
  }
  // Reasoning and other items: kept by the provider, rendered by it.
  const text = renderedWithout(item, 'id', 'status');
  return {
    role: 'assistant',
    parts: [{ type: String(item.type), text, countable: { kind: 'text', text: summaryOf(item) } }],
  };
}

function summaryOf(item: JsonObject): string {
  return listOf(item.summary)
    .map((one) => textOf(objectOf(one).text) ?? '')
    .join('');
}

function partsOf(content: unknown, role: OpenAiMessage['role'], path: string): readonly RawPart[] | BodyError {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [textPart({ type: 'text', text: content }, role)];
  if (!Array.isArray(content)) return badRequest(`Invalid type for '${path}': expected a string or an array.`, path);
  const parts: RawPart[] = [];
  for (const [at, each] of content.entries()) {
    const part = objectOf(each);
    if (part[mark] !== undefined && part[mark] !== null && (role === 'assistant' || !isMarkable(part))) {
      return badRequest(`'${mark}' is not supported on this content part.`, `${path}[${at}].${mark}`);
    }
    parts.push(textPart(part, role));
  }
  return parts;
}

function isMarkable({ type }: JsonObject): boolean {
  return /^(?:(?:input_)?text|refusal|image_url|input_image|input_audio|(?:input_)?file|computer_screenshot)$/.test(
    String(type),
  );
}

function textPart(part: JsonObject, role?: OpenAiMessage['role']): RawPart {
  const text = textOf(part.text) ?? textOf(part.refusal);
  const marked = objectOf(part[mark]);
  const ttl = marked.ttl === '12h' || marked.ttl === '30m' ? (marked.ttl as OpenAiTtl) : undefined;
  return {
    type: text === undefined ? String(part.type) : 'text',
    text: text ?? renderedWithout(part, mark),
    ...(isObject(part[mark]) ? { breakpoint: ttl === undefined ? {} : { ttl } } : {}),
    countable:
      text === undefined
        ? { kind: 'fixed', tokens: mediaTokens, isAssumed: true }
        : { kind: role === 'tool' ? 'toolResult' : 'text', text },
  };
}

function callPart(call: JsonObject, body: JsonObject): RawPart {
  const input = textOf(body.arguments) ?? textOf(body.input) ?? '';
  const name = String(body.name ?? '');
  // Ids differ from run to run, and are rendered: two conversations never share a call by accident.
  return {
    type: 'function_call',
    text: JSON.stringify([name, input, call.call_id ?? call.id]),
    countable: { kind: 'toolUse', name, input },
  };
}

function assemble(
  body: JsonObject,
  api: 'chat' | 'responses',
  raw: readonly RawMessage[],
  tools: readonly JsonObject[],
  counter: TokenCounter,
  named: OpenAiWireRequest['params'],
): ReadOpenAi | BodyError {
  const name = textOf(body.model);
  if (name === undefined) return badRequest('you must provide a model parameter');
  const model = resolveModel(name);
  if (model === undefined || model.provider !== 'openai') {
    const message = `The model \`${name}\` does not exist or you do not have access to it.`;
    return { status: 404, type: 'not_found_error', message, param: 'model' };
  }
  const counted = countOpenAiRequest(countable(body, raw, tools), model, counter, api);
  const whole = (count: { readonly tokens: number } | undefined): number => Math.round(count?.tokens ?? 0);
  const cache = objectOf(body.prompt_cache_options);
  const request: OpenAiWireRequest = {
    model: model.id,
    tools: tools.map((tool, at) => ({ type: 'tool', text: JSON.stringify(tool), tokens: whole(counted.tools[at]) })),
    params: {
      ...named,
      ...(body.parallel_tool_calls === false ? { parallelToolCalls: false } : {}),
      ...(typeof body.service_tier === 'string' && !['auto', 'default'].includes(body.service_tier)
        ? { serviceTier: body.service_tier }
        : {}),
    },
    messages: raw.map(({ role, parts }, at) => ({
      role,
      parts: parts.map(({ countable: _, ...part }, index) => ({
        ...part,
        tokens: whole(counted.messageParts[at]?.[index]),
      })),
    })),
    ...(typeof body.prompt_cache_key === 'string' ? { key: body.prompt_cache_key } : {}),
    ...(isObject(body.prompt_cache_options)
      ? {
          cache: {
            ...(cache.mode === 'explicit' || cache.mode === 'implicit' ? { mode: cache.mode } : {}),
            ...(cache.ttl === '30m' || cache.ttl === '12h' ? { ttl: cache.ttl } : {}),
          },
        }
      : {}),
    ...(body.prompt_cache_retention === '24h' || body.prompt_cache_retention === 'in_memory'
      ? { retention: body.prompt_cache_retention }
      : {}),
    overhead: {
      tools: whole(counted.beforeTools),
      messages: whole(counted.beforeMessages),
      tail: whole(counted.tail),
    },
  };
  return { request, model, inputTokens: totalOf(request) };
}

function totalOf({ tools, messages, overhead }: OpenAiWireRequest): number {
  const parts = [...tools, ...messages.flatMap((message) => message.parts)];
  const added = (tools.length > 0 ? (overhead?.tools ?? 0) : 0) + (overhead?.messages ?? 0) + (overhead?.tail ?? 0);
  return parts.reduce((sum, { tokens }) => sum + tokens, added);
}

function countable(body: JsonObject, raw: readonly RawMessage[], tools: readonly JsonObject[]): CountableRequest {
  const choice = body.tool_choice;
  const isForced = choice === 'required' || (isObject(choice) && choice.type !== 'allowed_tools');
  return {
    tools: tools.map((tool) => ({
      name: String(tool.name ?? tool.type ?? ''),
      ...(typeof tool.description === 'string' ? { description: tool.description } : {}),
      schema: (tool.parameters ?? {}) as CountableRequest['tools'][number]['schema'],
    })),
    system: [],
    messages: raw.map(({ role, name, parts }): CountableMessage => {
      return { role, ...(name === undefined ? {} : { name }), parts: parts.map((part) => part.countable) };
    }),
    ...(isForced ? { toolChoice: 'forced' as const } : {}),
    ...(body.parallel_tool_calls === false ? { parallelTools: false } : {}),
  };
}
