// Which YAML and JSON is a prompt, and what it holds: request bodies, batches, messages, tools, and the configs of known programs.
import { entryOf, itemsOf, nodeAt, stringOf, textNode } from './dataNode.ts';
import { areMessages, areTools, contentParts, marksOf, messageParts, type ReadText, toolsOf } from './partsOf.ts';
import type { DataEntry, DataNode, Prompt, PromptPart, PromptRole, PromptShape } from './promptFile.ts';
import type { TemplateSyntax } from './templates/template.ts';

export interface DataPrompts {
  readonly shape: PromptShape;
  readonly prompts: readonly Prompt[];
}

/** Keys of a request that are no parameters of the model. */
const structure = new Set(['model', 'messages', 'system', 'tools', 'input', 'instructions', 'prompt', 'contents']);

/** Undefined for data that is something else. `bodies` is the language of the texts in a request body. `read` takes the text of a scalar apart in the language that is named. */
export function dataPrompts(
  node: DataNode,
  bodies: TemplateSyntax,
  read: (syntax: TemplateSyntax) => ReadText,
): DataPrompts | undefined {
  if (isAnswer(node)) return undefined;
  const request = requestOf(node, read(bodies), 'request');
  if (request) return { shape: 'request', prompts: [request] };
  const batch = batchOf(node, read(bodies));
  if (batch) return { shape: 'batch', prompts: batch };
  const messages = areMessages(node) ? node : nodeAt(node, 'messages');
  if (areMessages(messages)) return { shape: 'messages', prompts: [messagesPrompt(node, messages, read('jinja'))] };
  const promptfoo = promptfooOf(node, read('jinja'));
  if (promptfoo) return { shape: 'promptfoo', prompts: promptfoo };
  const langchain = langchainOf(node, read);
  if (langchain) return { shape: 'langchain', prompts: [langchain] };
  const litellm = litellmOf(node);
  if (litellm) return { shape: 'litellm', prompts: litellm };
  const tools = areTools(node) ? node : (nodeAt(node, 'tools') ?? nodeAt(nodeAt(node, 'result'), 'tools'));
  if (areTools(tools)) {
    const list = tools === undefined ? {} : { toolList: tools };
    const prompt: Prompt = { ...empty(node, 'tool-list'), tools: toolsOf(tools), ...list, marks: marksOf(tools) };
    return { shape: 'tool-list', prompts: [prompt] };
  }
  return undefined;
}

/** What a provider sent back says again what it was asked. */
function isAnswer(node: DataNode): boolean {
  return entryOf(node, 'usage', 'choices', 'output', 'stop_reason') !== undefined;
}

function empty(node: DataNode, shape: PromptShape): Prompt {
  return { span: node.span, shape, parts: [], tools: [], marks: [], parameters: [] };
}

/** What a provider takes: a model, and a conversation. */
export function requestOf(node: DataNode, read: ReadText, shape: PromptShape): Prompt | undefined {
  const name = textNode(nodeAt(node, 'model'));
  if (name === undefined || node.kind !== 'record') return undefined;
  const messages = nodeAt(node, 'messages');
  const input = nodeAt(node, 'input');
  const common = {
    ...empty(node, shape),
    model: { name: name.value, span: name.span },
    tools: toolsOf(nodeAt(node, 'tools')),
    marks: marksOf(node),
    parameters: parametersOf(node),
    body: node,
  };
  if (areMessages(messages)) {
    const system = nodeAt(node, 'system');
    const parts = [
      ...(system ? contentParts(system, 'system', system, undefined, read) : []),
      ...messageParts(messages, read),
    ];
    return { ...common, parts, api: isAnthropic(node) ? 'messages' : 'chat' };
  }
  const instructions = nodeAt(node, 'instructions');
  // A model and an input alone are an embedding as well.
  const isConversation =
    areInputItems(input) || (stringOf(input) !== undefined && stringOf(instructions) !== undefined);
  if (!isConversation) return undefined;
  const parts = [
    ...(instructions ? contentParts(instructions, 'system', instructions, undefined, read) : []),
    ...(input?.kind === 'list'
      ? messageParts(input, read)
      : input
        ? contentParts(input, 'user', input, undefined, read)
        : []),
  ];
  return { ...common, parts, api: 'responses' };
}

function areInputItems(node: DataNode | undefined): boolean {
  const items = itemsOf(node);
  return (
    items.length > 0 &&
    items.every((one) => entryOf(one, 'role', 'type') !== undefined) &&
    items.some((one) => areMessages({ kind: 'list', items: [one], span: one.span }))
  );
}

/** Messages of Anthropic's API have their system prompt beside them, their tools a schema of another name, their blocks other types. */
function isAnthropic(node: DataNode): boolean {
  if (entryOf(node, 'system', 'anthropic_version', 'anthropic_beta', 'thinking', 'stop_sequences', 'top_k'))
    return true;
  if (itemsOf(nodeAt(node, 'tools')).some((one) => entryOf(one, 'input_schema'))) return true;
  if (/\bclaude\b/i.test(stringOf(nodeAt(node, 'model')) ?? '') && entryOf(node, 'max_tokens')) {
    return !itemsOf(nodeAt(node, 'messages')).some((one) =>
      /^(?:system|tool|developer)$/.test(stringOf(nodeAt(one, 'role')) ?? ''),
    );
  }
  const blocks = itemsOf(nodeAt(node, 'messages')).flatMap((one) => itemsOf(nodeAt(one, 'content')));
  return blocks.some((one) => /^(?:tool_use|tool_result|thinking)$/.test(stringOf(nodeAt(one, 'type')) ?? ''));
}

export function parametersOf(node: DataNode | undefined): readonly DataEntry[] {
  return node?.kind === 'record' ? node.entries.filter(({ key }) => !structure.has(key)) : [];
}

/** A line of a batch of OpenAI's, or a batch of Anthropic's. */
export function batchOf(node: DataNode, read: ReadText): readonly Prompt[] | undefined {
  const lines = itemsOf(nodeAt(node, 'requests'));
  const all = lines.length > 0 ? lines : [node];
  if (!all.every((one) => entryOf(one, 'custom_id') && entryOf(one, 'body', 'params'))) return undefined;
  const prompts = all.flatMap((one) => {
    const body = nodeAt(one, 'body', 'params');
    return (body && requestOf(body, read, 'batch')) ?? [];
  });
  return prompts.length > 0 ? prompts : undefined;
}

/** Messages without the rest of a request: a prompt of a library, or of a store of prompts. */
function messagesPrompt(node: DataNode, messages: DataNode | undefined, read: ReadText): Prompt {
  const model = textNode(nodeAt(node, 'model'));
  const parameters = nodeAt(node, 'modelParameters', 'model_parameters', 'parameters', 'config');
  return {
    ...empty(node, 'messages'),
    parts: messageParts(messages, read),
    tools: toolsOf(nodeAt(node, 'tools')),
    marks: marksOf(messages),
    parameters: parameters?.kind === 'record' ? parameters.entries : [],
    ...(model ? { model: { name: model.value, span: model.span } } : {}),
  };
}

/** Prompts that stand in the config itself; those in files are read there. */
function promptfooOf(node: DataNode, read: ReadText): readonly Prompt[] | undefined {
  const prompts = nodeAt(node, 'prompts');
  const providers = nodeAt(node, 'providers', 'targets');
  if (prompts === undefined || (providers === undefined && entryOf(node, 'tests', 'defaultTest') === undefined))
    return undefined;
  // Names of several things in one record are another config.
  if (prompts.kind === 'record' || providers?.kind === 'record') return undefined;
  const first = providers?.kind === 'list' ? providers.items[0] : providers;
  const name = textNode(first) ?? textNode(nodeAt(first, 'id'));
  const config = nodeAt(first, 'config');
  const written = prompts.kind === 'list' ? prompts.items : [prompts];
  return written.flatMap((one): readonly Prompt[] => {
    const text = textNode(one) ?? textNode(nodeAt(one, 'raw'));
    if (text === undefined || /^(?:file:\/\/|\S+\.(?:txt|md|json|ya?ml|j2|py|js|ts|csv)(?::\S+)?$)/.test(text.value))
      return [];
    return [
      {
        ...empty(one, 'promptfoo'),
        parts: [{ role: 'user', span: text.span, pieces: read(text) }],
        tools: toolsOf(nodeAt(config, 'tools')),
        parameters: parametersOf(config),
        ...(name ? { model: { name: modelOfProvider(name.value), span: name.span } } : {}),
      },
    ];
  });
}

/** `openai:chat:gpt-5` */
function modelOfProvider(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function langchainOf(node: DataNode, read: (syntax: TemplateSyntax) => ReadText): Prompt | undefined {
  if (stringOf(nodeAt(node, '_type')) !== 'prompt') return undefined;
  const template = textNode(nodeAt(node, 'template'));
  if (template === undefined) return undefined;
  const style = stringOf(nodeAt(node, 'template_format'));
  const syntax = style === 'jinja2' ? 'jinja' : style === 'mustache' ? 'mustache' : 'format';
  return {
    ...empty(node, 'langchain'),
    parts: [{ role: 'unknown', span: template.span, pieces: read(syntax)(template) }],
  };
}

function litellmOf(node: DataNode): readonly Prompt[] | undefined {
  const models = itemsOf(nodeAt(node, 'model_list'));
  if (models.length === 0 || !models.some((one) => entryOf(one, 'litellm_params'))) return undefined;
  return models.flatMap((one): readonly Prompt[] => {
    const params = nodeAt(one, 'litellm_params');
    const model = textNode(nodeAt(params, 'model'));
    if (params === undefined || model === undefined) return [];
    return [
      { ...empty(one, 'litellm'), model: { name: model.value, span: model.span }, parameters: parametersOf(params) },
    ];
  });
}

const promptKey =
  /^(?:(?:.+_)?(?:system|user|assistant|instance|developer|human)?_?(?:prompt|instructions?)(?:_template)?|(?:system|instance|user|assistant|developer|prompt)_(?:message|template))$/;

/** Templates in the values of a config whose keys say that they are prompts. */
export function keyedPrompts(node: DataNode, read: ReadText): Prompt | undefined {
  const parts = keyedParts(node, read, 0);
  const isTemplate = parts.some(({ pieces }) => pieces.some(({ kind }) => kind !== 'literal'));
  return isTemplate ? { ...empty(node, 'yaml'), parts } : undefined;
}

function keyedParts(node: DataNode, read: ReadText, depth: number): readonly PromptPart[] {
  if (depth > 12) return [];
  if (node.kind === 'list') return node.items.flatMap((one) => keyedParts(one, read, depth + 1));
  if (node.kind !== 'record') return [];
  return node.entries.flatMap(({ key, keySpan, span, value }): readonly PromptPart[] => {
    const text = textNode(value);
    if (text === undefined) return keyedParts(value, read, depth + 1);
    const name = key
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replace(/-/g, '_')
      .toLowerCase();
    if (!promptKey.test(name) || !isProse(text.value)) return [];
    return [{ role: roleOfKey(name), span, roleSpan: keySpan, pieces: read(value) }];
  });
}

/** Several words: neither a path nor an expression. */
function isProse(text: string): boolean {
  return (text.match(/(?<=^|\s)\p{L}[\p{L}'’,.:]*(?=\s|$)/gu)?.length ?? 0) >= 5;
}

function roleOfKey(name: string): PromptRole {
  const said = /(?:^|_)(system|user|assistant|developer|human)(?:_|$)/.exec(name)?.[1];
  return said === 'human' ? 'user' : ((said as PromptRole | undefined) ?? 'unknown');
}
