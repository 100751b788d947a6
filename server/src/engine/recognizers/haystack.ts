// Haystack: generators on their own, agents, and pipelines that fill prompt templates for a generator.
import type { Arguments, CallSite, Request, SymbolValue, Value } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { lastCall, namedArguments, objectOf } from './shared/callChain.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { haystackMessages } from './shared/haystackMessages.ts';
import { generatorInputs, type HaystackComponent, haystackPipeline } from './shared/haystackPipeline.ts';
import { literalNumber, literalTexts } from './shared/literalText.ts';
import { messageOf, recordOf } from './shared/makeValue.ts';
import { mapValues } from './shared/mapValues.ts';
import { matchOwn } from './shared/matchOwn.ts';
import { endpointOfClass, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { fieldsOf, type Option, type Options } from './shared/options.ts';
import { requestParams } from './shared/requestParams.ts';

const own = {
  packages: ['haystack', 'haystack_integrations', 'haystack_experimental'],
  tails: [['run'], ['run_async'], ['run_async_generator']],
} as const;

export const haystack: Recognizer = {
  id: 'haystack',
  packages: own.packages,
  tails: own.tails,
  matches: (callee) => matchOwn(callee, own),
  recognize: (args, site) => recognizeAll(args, site)[0],
  recognizeAll,
};

const generatorClass = /(Chat)?Generator$/;

function recognizeAll(args: Arguments, site: CallSite): readonly Request[] {
  const object = objectOf(site.receiver);
  const name = lastCall(object)?.name ?? '';
  if (object === undefined) return [];
  if (name === 'Agent') return [agentRun(args, site, object)];
  if (generatorClass.test(name)) {
    const { entries } = fieldsOf(
      namedArguments(args, [/ChatGenerator$/.test(name) ? 'messages' : 'prompt'], site.place),
    );
    return [generation(site, object, entries, undefined)];
  }
  if (name !== 'Pipeline' && name !== 'AsyncPipeline') return [];
  const pipeline = haystackPipeline(object, args);
  return pipeline.components.flatMap((component): readonly Request[] => {
    const isGenerator = generatorClass.test(lastCall(component.value)?.name ?? '');
    if (!isGenerator) return [];
    const inputs = generatorInputs(pipeline, component);
    return [generation(site, component.value, inputs, component)];
  });
}

function optionsOfObject(object: SymbolValue): Options {
  return fieldsOf(namedArguments(lastCall(object)?.args, [], object.place));
}

function generation(
  site: CallSite,
  object: SymbolValue,
  inputs: Options['entries'],
  component: HaystackComponent | undefined,
): Request {
  const made = optionsOfObject(object);
  const messages = inputs.get('messages');
  const prompt = inputs.get('prompt');
  const system = inputs.get('system_prompt') ?? made.entries.get('system_prompt');
  const tools = inputs.get('tools') ?? made.entries.get('tools');
  return frameworkRequest({
    sdk: 'haystack',
    site,
    operation: made.entries.has('streaming_callback') ? 'stream' : 'create',
    model: endpointOf(object, made),
    options: made,
    ...toolsOf(tools),
    conversation: [
      system && messageOf('system', system.value),
      messages && haystackMessages(messages.value),
      prompt && messageOf('user', prompt.value),
    ],
    ...(component === undefined && messages !== undefined ? { conversationPlace: messages.place } : {}),
    params: paramsOf(made),
    isMarkedLater: marksItself(made),
  });
}

function agentRun(args: Arguments, site: CallSite, object: SymbolValue): Request {
  const agent = optionsOfObject(object);
  const { entries } = fieldsOf(namedArguments(args, ['messages'], site.place));
  const generator = agent.entries.get('chat_generator')?.value;
  const made = generator?.kind === 'symbol' ? optionsOfObject(generator) : undefined;
  const system = entries.get('system_prompt') ?? agent.entries.get('system_prompt');
  const messages = entries.get('messages');
  const steps = agent.entries.get('max_agent_steps');
  return frameworkRequest({
    sdk: 'haystack',
    site,
    operation: 'loop',
    model: generator?.kind === 'symbol' && made !== undefined ? endpointOf(generator, made) : endpointOfClass('', []),
    options: agent,
    ...toolsOf(agent.entries.get('tools')),
    conversation: [system && messageOf('system', system.value), messages && haystackMessages(messages.value)],
    ...(made === undefined ? {} : { params: paramsOf(made) }),
    innerLoop: { bound: steps === undefined ? 100 : literalNumber(steps.value) },
    // A prompt given as a text takes no mark.
    isMarkedLater: made === undefined || system !== undefined || marksItself(made),
  });
}

/** Options of generators for Bedrock that mark tools and system prompt. */
function marksItself({ entries }: Options): boolean {
  return entries.has('tools_cachepoint_config') || entries.has('system_cachepoint_config');
}

function paramsOf({ entries }: Options): Request['params'] {
  const options = entries.get('generation_kwargs')?.value;
  return options === undefined ? new Map() : requestParams(fieldsOf(options), new Set());
}

function endpointOf(object: SymbolValue, { entries }: Options): ModelEndpoint {
  return endpointOfClass(
    lastCall(object)?.name ?? '',
    literalTexts((entries.get('model') ?? entries.get('azure_deployment'))?.value),
  );
}

function toolsOf(option: Option | undefined): { readonly tools?: Option } {
  return option === undefined ? {} : { tools: { ...option, value: mapValues(option.value, tool) } };
}

/** `Tool(name=…, description=…, parameters=…, function=…)`. */
function tool(value: Value): Value {
  const made = lastCall(value);
  if (value.kind !== 'symbol' || made?.name !== 'Tool') return value;
  const { entries } = fieldsOf(namedArguments(made.args, ['name', 'description', 'parameters'], value.place));
  const [name, description, parameters] = ['name', 'description', 'parameters'].map((key) => entries.get(key)?.value);
  return recordOf({ name, description, parameters }, value.place);
}
