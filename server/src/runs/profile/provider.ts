// Where the requests of a profile go: the local provider, or a live one with a key of the user's.
import Anthropic from '@anthropic-ai/sdk';
import {
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  type SampleApi,
  type TickUsage,
  textOf,
} from '../../engine/index.ts';

export interface ProfileProvider {
  readonly name: 'local' | 'anthropic' | 'openai';
  /** Time is what the request says it is; nothing has to be waited for. */
  readonly isVirtual: boolean;
  readonly send: (api: SampleApi, body: JsonObject, context: SendContext) => Promise<ProfileAnswer>;
}

export interface SendContext {
  /** Milliseconds since 1970 that a virtual provider takes for the time of the request. */
  readonly time: number;
  /** Answer to the tick before, to compare with. */
  readonly previousId?: string;
  readonly signal?: AbortSignal;
}

export interface ProfileAnswer {
  readonly id: string;
  readonly usage: TickUsage;
  /** What the conversation goes on with: a message for Messages and chat, items for responses. */
  readonly messages: readonly JsonObject[];
  readonly toolCallIds: readonly string[];
  readonly missReason?: string;
  readonly missedTokens?: number;
  readonly firstTokenMilliseconds?: number;
  readonly totalMilliseconds?: number;
}

export interface ProviderTarget {
  readonly name: ProfileProvider['name'];
  readonly anthropicUrl?: string;
  readonly openAiUrl?: string;
  readonly key: string;
}

/** An answer that is no success, in a sentence. Never holds a key. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
}

export function createProvider(target: ProviderTarget): ProfileProvider {
  const isVirtual = target.name === 'local';
  const anthropic = new Anthropic({
    apiKey: target.key,
    maxRetries: isVirtual ? 0 : 2,
    ...(target.anthropicUrl === undefined ? {} : { baseURL: target.anthropicUrl }),
  });
  const openAiUrl = target.openAiUrl ?? 'https://api.openai.com/v1';
  return {
    name: target.name,
    isVirtual,
    send(api, body, context) {
      return api === 'messages'
        ? sendMessages(anthropic, body, context, isVirtual)
        : sendOpenAi(openAiUrl, target.key, api, body, context);
    },
  };
}

async function sendMessages(
  client: Anthropic,
  body: JsonObject,
  context: SendContext,
  isVirtual: boolean,
): Promise<ProfileAnswer> {
  const params = {
    ...body,
    diagnostics: { previous_message_id: context.previousId ?? null },
  } as unknown as Anthropic.MessageCreateParamsNonStreaming;
  const started = performance.now();
  const options = {
    headers: { 'x-hitrate-time': String(context.time) },
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  };
  const send = () => client.messages.stream(params, options);
  const stream = isVirtual ? withoutWarnings(send) : send();
  let first: number | undefined;
  stream.on('streamEvent', () => {
    first ??= performance.now() - started;
  });
  try {
    const { data, response } = await stream.withResponse().then(async ({ response: head }) => ({
      data: await stream.finalMessage(),
      response: head,
    }));
    const { usage, content, id } = data;
    const reason = data.diagnostics?.cache_miss_reason ?? undefined;
    return {
      id,
      usage: claudeUsage(usage),
      messages: content.length === 0 ? [] : [{ role: 'assistant', content }],
      toolCallIds: content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : [])),
      ...missOf(
        response.headers,
        reason?.type,
        reason !== undefined && 'cache_missed_input_tokens' in reason ? reason.cache_missed_input_tokens : undefined,
      ),
      ...timesOf(response.headers, first, performance.now() - started),
    };
  } catch (error) {
    throw wrapped(error);
  }
}

/** The SDK warns on the console of models that will be switched off, which the local provider never is. */
function withoutWarnings<Result>(action: () => Result): Result {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return action();
  } finally {
    console.warn = warn;
  }
}

function claudeUsage(usage: Anthropic.Usage): TickUsage {
  const written = usage.cache_creation_input_tokens ?? 0;
  const hour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    fresh: usage.input_tokens,
    write5m: Math.max(0, written - hour),
    write1h: hour,
    read: usage.cache_read_input_tokens ?? 0,
    output: usage.output_tokens,
  };
}

async function sendOpenAi(
  url: string,
  key: string,
  api: 'chat' | 'responses',
  body: JsonObject,
  context: SendContext,
): Promise<ProfileAnswer> {
  const started = performance.now();
  const compared = api === 'responses' && context.previousId !== undefined && isComparable(String(body.model));
  const sent = compared
    ? {
        ...body,
        prompt_cache_options: { ...objectOf(body.prompt_cache_options), comparison_response_id: context.previousId },
      }
    : body;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url}/${api === 'chat' ? 'chat/completions' : 'responses'}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'x-hitrate-time': String(context.time),
      },
      body: JSON.stringify(sent),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
    text = await response.text();
  } catch (error) {
    throw wrapped(error);
  }
  const answer = parse(text);
  if (!response.ok) {
    const message = textOf(objectOf(answer.error).message) ?? text.slice(0, 200);
    throw new ProviderError(`the provider answered ${response.status}: ${message}`);
  }
  const times = timesOf(response.headers, undefined, performance.now() - started);
  return api === 'chat' ? chatAnswer(answer, response, times) : responsesAnswer(answer, response, times);
}

type Times = Pick<ProfileAnswer, 'firstTokenMilliseconds' | 'totalMilliseconds'>;

function chatAnswer(answer: JsonObject, response: Response, times: Times): ProfileAnswer {
  const usage = objectOf(answer.usage);
  const message = objectOf(objectOf(listOf(answer.choices)[0]).message);
  return {
    id: String(answer.id),
    usage: openAiUsage(usage.prompt_tokens, objectOf(usage.prompt_tokens_details), usage.completion_tokens),
    messages: [message],
    toolCallIds: listOf(message.tool_calls).map((call) => String(objectOf(call).id)),
    ...missOf(response.headers),
    ...times,
  };
}

function responsesAnswer(answer: JsonObject, response: Response, times: Times): ProfileAnswer {
  const usage = objectOf(answer.usage);
  const output = listOf(answer.output).filter(isObject);
  const diagnosis = objectOf(answer.prompt_cache_diagnostics);
  return {
    id: String(answer.id),
    usage: openAiUsage(usage.input_tokens, objectOf(usage.input_tokens_details), usage.output_tokens),
    messages: output,
    toolCallIds: output.filter(({ type }) => type === 'function_call').map(({ call_id: id }) => String(id)),
    ...missOf(response.headers, textOf(diagnosis.reason), number(diagnosis.cache_missed_tokens)),
    ...times,
  };
}

function openAiUsage(input: unknown, details: JsonObject, output: unknown): TickUsage {
  const read = number(details.cached_tokens) ?? 0;
  const written = number(details.cache_write_tokens) ?? 0;
  const long = number(objectOf(details.cache_write_tokens_details).ttl_12h_tokens) ?? 0;
  return {
    fresh: Math.max(0, (number(input) ?? 0) - read - written),
    write5m: 0,
    write1h: 0,
    ...(written - long > 0 ? { write30m: written - long } : {}),
    ...(long > 0 ? { write12h: long } : {}),
    read,
    output: number(output) ?? 0,
  };
}

/** The service's own words; else those of the simulated cache, which tells more. */
function missOf(
  headers: Headers,
  reason?: string,
  tokens?: number,
): Pick<ProfileAnswer, 'missReason' | 'missedTokens'> {
  const ours = parse(headers.get('x-hitrate-miss') ?? '{}');
  const type = reason ?? textOf(ours.type);
  const missed = tokens ?? number(ours.cacheMissedInputTokens) ?? number(ours.cacheMissedTokens);
  return {
    ...(type === undefined ? {} : { missReason: type }),
    ...(type === undefined || missed === undefined ? {} : { missedTokens: Math.round(missed) }),
  };
}

function timesOf(headers: Headers, first: number | undefined, total: number): Times {
  const simulated = headers.get('x-hitrate-first-token-ms');
  if (simulated !== null) {
    return {
      firstTokenMilliseconds: Number(simulated),
      totalMilliseconds: Number(headers.get('x-hitrate-total-ms') ?? simulated),
    };
  }
  return {
    ...(first === undefined ? {} : { firstTokenMilliseconds: Math.round(first) }),
    totalMilliseconds: Math.round(total),
  };
}

/** Models that tell why they missed. */
function isComparable(model: string): boolean {
  return /^gpt-(?:5\.[6-9]|[6-9])/.test(model);
}

function wrapped(error: unknown): Error {
  if (error instanceof Anthropic.APIError && error.status !== undefined) {
    const message = textOf(objectOf(objectOf(error.error).error).message) ?? error.message;
    return new ProviderError(`the provider answered ${error.status}: ${message}`);
  }
  if (error instanceof Anthropic.APIUserAbortError || (error instanceof Error && error.name === 'AbortError')) {
    return new ProviderError('it was cancelled');
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return new ProviderError(
    `the provider cannot be reached (${error instanceof Error ? error.message : String(error)}${cause})`,
  );
}

function parse(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
