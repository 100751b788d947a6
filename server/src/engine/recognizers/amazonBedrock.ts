// Amazon Bedrock: the Converse API of boto3 and of the AWS SDK for JavaScript, and bodies for InvokeModel.
import type { Arguments, Callee, CallSite, ProviderId, RecordValue, Request, Value } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { anthropicBody } from './shared/anthropicBody.ts';
import { buildRequest, optionsPlaceOf, partOf } from './shared/buildRequest.ts';
import { cacheModeOf } from './shared/cacheModeOf.ts';
import { cachePointMark, foldCachePoints } from './shared/cachePoints.ts';
import { contentBlocks } from './shared/contentBlocks.ts';
import { keyedBlock } from './shared/keyedBlock.ts';
import { literalTexts } from './shared/literalText.ts';
import { callsOn } from './shared/madeOf.ts';
import { mapValues } from './shared/mapValues.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { requestParams } from './shared/requestParams.ts';
import { plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';

const javascript = '@aws-sdk/client-bedrock-runtime';
const packages = ['boto3', 'aioboto3', 'aiobotocore', javascript] as const;

const methods: Readonly<Record<string, Request['operation']>> = {
  converse: 'create',
  converse_stream: 'stream',
  converseStream: 'stream',
};
/** Take a body in the model's own form, as JSON. */
const bodyMethods: Readonly<Record<string, Request['operation']>> = {
  invoke_model: 'create',
  invoke_model_with_response_stream: 'stream',
  invokeModel: 'create',
};
const commands: Readonly<Record<string, Request['operation']>> = {
  ConverseCommand: 'create',
  ConverseStreamCommand: 'stream',
  InvokeModelCommand: 'create',
  InvokeModelWithResponseStreamCommand: 'stream',
};

const taken: ReadonlySet<string> = new Set([
  'modelId',
  'messages',
  'system',
  'toolConfig',
  'additionalModelRequestFields',
]);

const wireNames: Readonly<Record<string, string>> = { outputConfig: 'output_config' };

export const amazonBedrock: Recognizer = {
  id: 'amazonBedrock',
  packages,
  tails: [...Object.keys(methods), ...Object.keys(bodyMethods), 'send'].map((name) => [name]),
  matches,
  recognize,
};

/** All that is sent with `send` looks alike, and clients are mostly handed in: the arguments tell. */
function matches({ package: own, path }: Callee, imported: readonly string[]): Match | undefined {
  const name = plainPath(path).at(-1) ?? '';
  if (own !== undefined && !packageMatch(own, packages)) return undefined;
  if (name === 'send') return own === javascript || imported.includes(javascript) ? 'likely' : undefined;
  return Object.hasOwn(methods, name) || Object.hasOwn(bodyMethods, name) ? 'likely' : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const name = plainPath(site.callee.path).at(-1) ?? '';
  const operation = methods[name] ?? bodyMethods[name] ?? 'create';
  const called = name === 'send' ? commandOf(args.positional[0]) : { operation, args };
  if (called === undefined) return undefined;
  const options = optionsOf(called.args);
  const get = (key: string): Option | undefined => options.entries.get(key);
  const isOwn = packageMatch(site.callee.package, packages);
  if (get('body') !== undefined) return bodyRequest(options, called.operation, isOwn);
  const isWhole = get('modelId') !== undefined && get('messages') !== undefined;
  const isFilledIn = options.rest !== undefined || (site.callee.wrapper !== undefined && get('messages') !== undefined);
  if (!isWhole && !(isOwn && isFilledIn)) return undefined;
  const models = literalTexts(get('modelId')?.value);
  const toolConfig = get('toolConfig');
  const tools = toolConfig && fieldsOf(toolConfig.value).entries.get('tools');
  const parts = {
    tools: partOf('tools', tools, ({ value }) => toolBlocks(toolsOf(value), cachePointMark)),
    system: partOf('system', get('system'), ({ value }) => systemBlocks(value)),
    messages: partOf('messages', get('messages'), ({ value }) =>
      messageBlocks(conversationOf(value), { markOf: cachePointMark }),
    ),
  };
  const isMarked = Object.values(parts).some((part) => part?.blocks.some((block) => block.mark !== undefined));
  const provider = providerOf(models, isMarked);
  return buildRequest({
    sdk: 'amazonBedrock',
    provider,
    api: 'converse',
    operation: called.operation,
    sureness: isOwn ? 'sure' : 'likely',
    options: withModel(options),
    models,
    ...parts,
    params: paramsOf(options),
    cacheMode: cacheModeOf(provider, Object.values(parts)),
    optionsPlace: name === 'send' ? options.record?.place : optionsPlaceOf(site, options),
  });
}

/** Only Claude's bodies are read: those of other models hold one text, or are not known. */
function bodyRequest(options: Options, operation: Request['operation'], isOwn: boolean): Request | undefined {
  const value = options.entries.get('body')?.value;
  const written = value?.kind === 'text' ? value.json : value;
  const models = literalTexts(options.entries.get('modelId')?.value);
  const body = written && fieldsOf(written);
  const isWhole = body?.entries.has('messages') && body.entries.has('anthropic_version');
  if (body === undefined || !(isWhole || (body.entries.has('messages') && models.some((name) => /claude/.test(name)))))
    return undefined;
  const model = options.entries.get('modelId');
  const entries = new Map([...body.entries].filter(([name]) => name !== 'anthropic_version'));
  if (model !== undefined) entries.set('model', model);
  return anthropicBody({
    sdk: 'amazonBedrock',
    provider: 'amazon-bedrock',
    operation,
    sureness: isOwn ? 'sure' : 'likely',
    options: { ...body, entries },
    models,
    optionsPlace: body.record?.place,
  });
}

function commandOf(
  value: Value | undefined,
): { readonly operation: Request['operation']; readonly args: Arguments } | undefined {
  // The SDK that is loaded when it is needed may be given in another way too.
  if (value?.kind === 'choice') return value.options.flatMap((option) => commandOf(option) ?? [])[0];
  const call = value?.kind === 'symbol' ? callsOn(value).at(-1) : undefined;
  const operation = call && commands[call.name];
  return call === undefined || operation === undefined ? undefined : { operation, args: call.args };
}

/** Bedrock serves models that cache nothing. An unknown one is taken for one that caches when it is sent marks. */
function providerOf(models: readonly string[], isMarked: boolean): ProviderId {
  const caches = models.length === 0 ? isMarked : models.some((model) => /claude|nova/.test(model));
  return caches ? 'amazon-bedrock' : 'unknown';
}

function withModel(options: Options): Options {
  const model = options.entries.get('modelId');
  return model === undefined ? options : { ...options, entries: new Map([...options.entries, ['model', model]]) };
}

function conversationOf(value: Value): Value {
  return mapValues(value, (message) => {
    if (message.kind !== 'record') return message;
    const fields = message.fields.map((field) =>
      field.key === 'content' ? { ...field, value: foldCachePoints(mapValues(field.value, keyedBlock)) } : field,
    );
    return { ...message, fields };
  });
}

function systemBlocks(value: Value): ReturnType<typeof messageBlocks> {
  const around = { level: 'system', role: 'system', message: -1, markOf: cachePointMark } as const;
  const membership = { changes: 'never', varies: 'nobody', sureness: 'sure' } as const;
  return { blocks: contentBlocks(foldCachePoints(value), around), order: { fixed: true }, membership };
}

/** `{ toolSpec: { name, description, inputSchema: { json } } }` is sent as the definition in it. */
function toolsOf(value: Value): Value {
  return mapValues(foldCachePoints(value), (tool) => {
    if (tool.kind !== 'record') return tool;
    const spec = tool.fields.find(({ key }) => key === 'toolSpec')?.value;
    if (spec?.kind !== 'record') return tool;
    const fields = spec.fields.map((field) => {
      const json = field.key === 'inputSchema' ? fieldsOf(field.value).entries.get('json') : undefined;
      return json === undefined ? field : { ...field, key: 'input_schema', value: json.value };
    });
    const marks = tool.fields.filter(({ key }) => key !== 'toolSpec');
    return { ...tool, fields: [...fields, ...marks] } satisfies RecordValue;
  });
}

function paramsOf(options: Options): Request['params'] {
  const params = new Map(requestParams(options, taken, wireNames));
  const extra = options.entries.get('additionalModelRequestFields');
  for (const [key, option] of extra ? fieldsOf(extra.value).entries : []) params.set(key, option);
  const toolConfig = options.entries.get('toolConfig');
  const choice = toolConfig && fieldsOf(toolConfig.value).entries.get('toolChoice');
  if (choice !== undefined) params.set('tool_choice', choice);
  return params;
}
