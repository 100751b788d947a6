// Reads recorded request bodies into the form that the estimator counts; undefined where a body holds more than text.
import type {
  CountableMessage,
  CountablePart,
  CountableRequest,
  CountableTool,
  JsonValue,
} from '../../../server/src/engine/estimate/index.ts';

type Json = { readonly [key: string]: unknown };

export function claudeRequest(body: Json): CountableRequest | undefined {
  const messages: CountableMessage[] = [];
  for (const message of array(body.messages)) {
    const parts = claudeParts(message.content);
    if (parts === undefined) return undefined;
    messages.push({ role: message.role as CountableMessage['role'], parts });
  }
  const system = claudeTexts(body.system);
  const tools = claudeTools(body.tools);
  if (system === undefined || tools === undefined) return undefined;
  const choice = (body.tool_choice as Json | undefined)?.type;
  const forcedTool = (body.tool_choice as Json | undefined)?.name;
  const thinking = (body.thinking as Json | undefined)?.type;
  const schema = ((body.output_config as Json | undefined)?.format ?? body.output_format) as Json | undefined;
  const parallel = (body.tool_choice as Json | undefined)?.disable_parallel_tool_use !== true;
  return {
    tools,
    system,
    messages,
    ...(parallel ? {} : { parallelTools: false }),
    ...(choice === 'any' || choice === 'tool' ? { toolChoice: 'forced' as const } : {}),
    ...(choice === 'tool' && typeof forcedTool === 'string' ? { forcedTool } : {}),
    ...(thinking === 'enabled' || thinking === 'adaptive' ? { thinking } : {}),
    ...(schema?.schema === undefined ? {} : { outputSchema: schema.schema as JsonValue }),
  };
}

function claudeTexts(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return value === '' ? [] : [value];
  const texts = array(value).map((block) => block.text);
  return texts.every((text) => typeof text === 'string') ? (texts as string[]) : undefined;
}

function claudeTools(value: unknown): readonly CountableTool[] | undefined {
  const tools: CountableTool[] = [];
  for (const tool of array(value)) {
    if (tool.input_schema === undefined || typeof tool.name !== 'string') return undefined;
    tools.push({
      name: tool.name,
      ...(typeof tool.description === 'string' ? { description: tool.description } : {}),
      schema: tool.input_schema as JsonValue,
    });
  }
  return tools;
}

function claudeParts(content: unknown): readonly CountablePart[] | undefined {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  const parts: CountablePart[] = [];
  for (const block of array(content)) {
    if (block.type === 'text') parts.push({ kind: 'text', text: String(block.text) });
    else if (block.type === 'tool_use') {
      parts.push({ kind: 'toolUse', name: String(block.name), input: block.input as JsonValue });
    } else if (block.type === 'tool_result') {
      const texts = claudeTexts(block.content);
      if (texts === undefined) return undefined;
      parts.push({ kind: 'toolResult', text: texts.join('') });
    } else return undefined;
  }
  return parts;
}

export function chatRequest(body: Json): CountableRequest | undefined {
  const messages: CountableMessage[] = [];
  for (const message of array(body.messages)) {
    const parts: CountablePart[] = [];
    const content = message.content;
    const role = message.role as CountableMessage['role'];
    const texts =
      typeof content === 'string'
        ? [content]
        : array(content).map((part) => (part.type === 'text' ? part.text : undefined));
    if (!texts.every((text) => typeof text === 'string')) return undefined;
    const kind = role === 'tool' ? ('toolResult' as const) : ('text' as const);
    for (const text of texts) parts.push({ kind, text: text as string });
    for (const call of array(message.tool_calls)) {
      const fn = call.function as Json | undefined;
      if (fn === undefined) return undefined;
      parts.push({ kind: 'toolUse', name: String(fn.name), input: String(fn.arguments) });
    }
    messages.push({ role, ...(typeof message.name === 'string' ? { name: message.name } : {}), parts });
  }
  if (body.functions !== undefined || body.messages === undefined || body.response_format !== undefined)
    return undefined;
  return withTools(
    messages,
    array(body.tools).map((tool) => tool.function as Json | undefined),
    body,
  );
}

export function responsesRequest(body: Json): CountableRequest | undefined {
  if (
    body.previous_response_id ||
    body.conversation ||
    body.prompt ||
    (body.text as Json | undefined)?.format !== undefined
  ) {
    return undefined;
  }
  const messages: CountableMessage[] = [];
  if (typeof body.instructions === 'string' && body.instructions !== '') {
    messages.push({ role: 'system', parts: [{ kind: 'text', text: body.instructions }] });
  }
  const input = body.input;
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : array(input);
  for (const item of items as readonly Json[]) {
    const content = item.content;
    if (item.type === 'function_call') {
      messages.push({
        role: 'assistant',
        parts: [{ kind: 'toolUse', name: String(item.name), input: String(item.arguments) }],
      });
    } else if (item.type === 'function_call_output') {
      if (typeof item.output !== 'string') return undefined;
      messages.push({ role: 'tool', parts: [{ kind: 'toolResult', text: item.output }] });
    } else if (item.type === undefined || item.type === 'message') {
      const texts = typeof content === 'string' ? [content] : array(content).map((part) => part.text);
      if (!texts.every((text) => typeof text === 'string')) return undefined;
      messages.push({
        role: item.role as CountableMessage['role'],
        parts: texts.map((text) => ({ kind: 'text', text: text as string })),
      });
    } else return undefined;
  }
  return withTools(messages, array(body.tools), body);
}

function withTools(
  messages: readonly CountableMessage[],
  definitions: readonly (Json | undefined)[],
  body: Json,
): CountableRequest | undefined {
  const tools: CountableTool[] = [];
  for (const tool of definitions) {
    if (typeof tool?.name !== 'string' || (tool.type !== undefined && tool.type !== 'function')) return undefined;
    tools.push({
      name: tool.name,
      ...(typeof tool.description === 'string' ? { description: tool.description } : {}),
      schema: (tool.parameters ?? {}) as JsonValue,
    });
  }
  const choice = body.tool_choice;
  const isForced = choice === 'required' || (typeof choice === 'object' && choice !== null);
  return {
    tools,
    system: [],
    messages,
    ...(body.parallel_tool_calls === false ? { parallelTools: false } : {}),
    ...(isForced ? { toolChoice: 'forced' as const } : {}),
  };
}

function array(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
