// Puts the blocks of a prompt into the body of a request, in the form of each API.
import { isObject, type JsonObject } from './json.ts';

export type SampleApi = 'messages' | 'chat' | 'responses';

export interface BodyUnit {
  readonly level: 'tools' | 'system' | 'messages';
  readonly role: string;
  readonly type: string;
  readonly text: string;
  readonly name?: string;
  readonly mark?: { readonly ttl?: '5m' | '1h' | '30m' };
  readonly message: number;
}

export interface BodyParts {
  readonly model: string;
  readonly units: readonly BodyUnit[];
  /** Parameters that are written out in the source, by their wire names. */
  readonly params: ReadonlyMap<string, unknown>;
  /** Automatic caching is asked for. */
  readonly isRolling: boolean;
  readonly outputTokens: number;
}

export function assembleBody(api: SampleApi, parts: BodyParts): JsonObject {
  switch (api) {
    case 'messages':
      return messagesBody(parts);
    case 'chat':
      return chatBody(parts);
    case 'responses':
      return responsesBody(parts);
  }
}

/** The smallest picture there is: stands for those that a program sends. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const pixelUrl = `data:image/png;base64,${pixel}`;

/** Stands where a conversation has not begun. */
const opening = 'Begin.';

function messagesBody({ model, units, params, isRolling, outputTokens }: BodyParts): JsonObject {
  const thinking = params.get('thinking');
  const budget = isObject(thinking) && typeof thinking.budget_tokens === 'number' ? thinking.budget_tokens : 0;
  const automatic = params.get('cache_control');
  const tools = toolsOf(units).map(({ definition, mark }) => ({
    ...definition,
    ...(mark === undefined ? {} : { cache_control: claudeMark(mark) }),
  }));
  const block = ({ type, text, mark }: BodyUnit): JsonObject => ({
    ...(type === 'image'
      ? { type, source: { type: 'base64', media_type: 'image/png', data: pixel } }
      : { type: 'text', text }),
    ...(mark === undefined ? {} : { cache_control: claudeMark(mark) }),
  });
  const messages = byMessage(units).map(([first, ...more]) => ({
    role: first.role === 'assistant' ? 'assistant' : 'user',
    content: [first, ...more].map(block),
  }));
  return {
    model,
    max_tokens: Math.max(1, outputTokens) + budget,
    ...(isRolling ? { cache_control: isObject(automatic) ? automatic : { type: 'ephemeral' } } : {}),
    ...picked(params, (name, value) => ['tool_choice', 'thinking', 'output_config'].includes(name) && isObject(value)),
    ...(tools.length === 0 ? {} : { tools }),
    ...(of(units, 'system').length === 0 ? {} : { system: of(units, 'system').map(block) }),
    messages: messages.length === 0 ? [{ role: 'user', content: opening }] : messages,
  };
}

function chatBody({ model, units, params, outputTokens }: BodyParts): JsonObject {
  const tools = toolsOf(units).map(({ definition: { input_schema, ...rest } }) => ({
    type: 'function',
    function: { ...rest, parameters: input_schema },
  }));
  const part = ({ type, text, mark }: BodyUnit): JsonObject => ({
    ...(type === 'image' ? { type: 'image_url', image_url: { url: pixelUrl } } : { type: 'text', text }),
    ...openAiMark(mark),
  });
  const messages = [
    ...of(units, 'system').map((unit) => ({ role: 'system', content: [part(unit)] })),
    ...byMessage(units).map(([first, ...more]) => ({
      role: openAiRole(first.role),
      content: [first, ...more].map(part),
    })),
  ];
  const names = ['tool_choice', 'reasoning_effort', 'verbosity', 'parallel_tool_calls', ...cacheParams];
  return {
    model,
    max_completion_tokens: Math.max(1, outputTokens),
    ...picked(params, (name) => names.includes(name)),
    ...(tools.length === 0 ? {} : { tools }),
    messages: messages.length === 0 ? [{ role: 'user', content: opening }] : messages,
  };
}

function responsesBody({ model, units, params, outputTokens }: BodyParts): JsonObject {
  const tools = toolsOf(units).map(({ definition: { input_schema, ...rest } }) => ({
    type: 'function',
    ...rest,
    parameters: input_schema,
    strict: false,
  }));
  const input = byMessage(units).map(([first, ...more]) => {
    const role = openAiRole(first.role);
    const type = role === 'assistant' ? 'output_text' : 'input_text';
    return {
      role,
      content: [first, ...more].map((unit) => ({
        ...(unit.type === 'image'
          ? { type: 'input_image', image_url: pixelUrl, detail: 'auto' }
          : { type, text: unit.text }),
        ...openAiMark(unit.mark),
      })),
    };
  });
  const instructions = of(units, 'system').map(({ text }) => text);
  const names = ['tool_choice', 'reasoning', 'text', 'parallel_tool_calls', ...cacheParams];
  return {
    model,
    max_output_tokens: Math.max(16, outputTokens),
    ...picked(params, (name) => names.includes(name)),
    ...(tools.length === 0 ? {} : { tools }),
    ...(instructions.length === 0 ? {} : { instructions: instructions.join('\n\n') }),
    input: input.length === 0 ? [{ role: 'user', content: opening }] : input,
  };
}

const cacheParams = ['prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention', 'service_tier'];

function claudeMark({ ttl }: NonNullable<BodyUnit['mark']>): JsonObject {
  return { type: 'ephemeral', ...(ttl === '1h' ? { ttl } : {}) };
}

function openAiMark(mark: BodyUnit['mark']): JsonObject {
  return mark === undefined ? {} : { prompt_cache_breakpoint: { mode: 'explicit' } };
}

/** A result that stands alone cannot be sent as one: it is said by the user. */
function openAiRole(role: string): string {
  return ['system', 'developer', 'assistant'].includes(role) ? role : 'user';
}

function of(units: readonly BodyUnit[], level: BodyUnit['level']): readonly BodyUnit[] {
  return units.filter(
    (unit) => unit.level === level && (unit.text !== '' || unit.mark !== undefined || unit.type === 'image'),
  );
}

type Message = readonly [BodyUnit, ...BodyUnit[]];

function byMessage(units: readonly BodyUnit[]): readonly Message[] {
  const messages: [BodyUnit, ...BodyUnit[]][] = [];
  for (const unit of of(units, 'messages')) {
    const last = messages.at(-1);
    if (last !== undefined && last[0].message === unit.message) last.push(unit);
    else messages.push([unit]);
  }
  return messages;
}

interface Definition {
  readonly definition: JsonObject & { readonly name: string; readonly input_schema: unknown };
  readonly mark: BodyUnit['mark'];
}

/** What is no definition in JSON becomes the description of a tool without arguments. */
function toolsOf(units: readonly BodyUnit[]): readonly Definition[] {
  const names = new Set<string>();
  return of(units, 'tools').map(({ text, name, mark }, at): Definition => {
    const parsed = parse(text);
    const wanted = typeof parsed?.name === 'string' ? parsed.name : (name ?? '');
    const plain = wanted.replace(/[^\w-]/g, '_').slice(0, 60) || `tool_${at + 1}`;
    const unique = names.has(plain) ? `${plain}_${at + 1}` : plain;
    names.add(unique);
    const schema = parsed?.input_schema ?? parsed?.parameters;
    const description =
      typeof parsed?.description === 'string' ? parsed.description : parsed === undefined ? text : undefined;
    return {
      definition: {
        name: unique,
        ...(description === undefined ? {} : { description }),
        input_schema: isObject(schema) && schema.type === 'object' ? schema : { type: 'object', properties: {} },
      },
      mark,
    };
  });
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function picked(params: ReadonlyMap<string, unknown>, wanted: (name: string, value: unknown) => boolean): JsonObject {
  return Object.fromEntries([...params].filter(([name, value]) => wanted(name, value)));
}
