// Turns the messages of LangChain (classes, tuples, templates) into messages with a role and a content.
import {
  type ListItem,
  type ListValue,
  type OpaqueValue,
  type RecordValue,
  unknownVolatility,
  type Value,
} from '../../model/index.ts';
import { foldCachePoints } from './cachePoints.ts';
import { fillTemplate } from './fillTemplate.ts';
import { literalText } from './literalText.ts';
import { callsOn, isSymbol, nameOfMade } from './madeOf.ts';
import { namedOptions } from './namedOptions.ts';
import { fieldsOf, type Options, optionsOf } from './options.ts';

/** What a template is filled with; without one, braces are text. */
export interface Template {
  readonly inputs: Options;
  readonly syntax: 'format' | 'jinja';
}

const roles: Readonly<Record<string, string>> = {
  ...{ system: 'system', developer: 'developer', human: 'user', user: 'user' },
  ...{ ai: 'assistant', assistant: 'assistant', tool: 'tool', function: 'tool' },
};

const classes: Readonly<Record<string, string>> = {
  ...{ SystemMessage: 'system', HumanMessage: 'user', AIMessage: 'assistant', ToolMessage: 'tool' },
  ...{ SystemMessageChunk: 'system', HumanMessageChunk: 'user', AIMessageChunk: 'assistant', FunctionMessage: 'tool' },
};

const templates: Readonly<Record<string, string>> = {
  SystemMessagePromptTemplate: 'system',
  HumanMessagePromptTemplate: 'user',
  AIMessagePromptTemplate: 'assistant',
};

/** Makes messages out of what a model or a template is given: a list of them, one, or the user's text. */
export function asMessages(value: Value, template?: Template): Value {
  switch (value.kind) {
    case 'choice':
      return { ...value, options: value.options.map((option) => asMessages(option, template)) };
    case 'list':
      return asList(value, template);
    case 'symbol': {
      const message = asMessage(value, template);
      return message === value ? value : listOf(message);
    }
    case 'text':
      return listOf(messageOf('user', value, value, template));
    case 'record':
      return listOf(asMessage(value, template));
    default:
      return value;
  }
}

/** Plainly messages: one of LangChain's classes, or a tuple or record with a role, at the front of a list or alone. */
export function isMessages(value: Value): boolean {
  if (value.kind === 'choice') return value.options.length > 0 && value.options.every(isMessages);
  if (value.kind !== 'list') return isMessage(value);
  return value.form !== 'tuple' && value.items.some((item) => isMessage(item.value));
}

function isMessage(value: Value): boolean {
  if (value.kind === 'choice') return value.options.length > 0 && value.options.every(isMessage);
  if (isSymbol(value))
    return classes[nameOfMade(value) ?? ''] !== undefined && value.path.at(-1)?.startsWith('(') === true;
  if (value.kind === 'list') return tupleRole(value) !== undefined;
  const { entries } = fieldsOf(value);
  return value.kind === 'record' && entries.has('content') && roleOf(entries) !== undefined;
}

function listOf(value: Value): ListValue {
  const item: ListItem = { value, presence: 'always', repeated: false, place: value.place };
  const membership = { changes: 'never', varies: 'nobody', sureness: 'sure' } as const;
  return { kind: 'list', form: 'list', items: [item], order: { fixed: true }, membership, place: value.place };
}

function asList(list: ListValue, template: Template | undefined): ListValue {
  // `("human", "…")` alone is one message.
  if (list.form === 'tuple' && tupleRole(list) !== undefined) return listOf(asMessage(list, template));
  const items: ListItem[] = [];
  let { rest } = list;
  for (const item of list.items) {
    const placeholder = template && placeholderOf(item.value);
    if (placeholder === undefined) {
      items.push({ ...item, value: asMessage(item.value, template) });
      continue;
    }
    const given = template?.inputs.entries.get(placeholder);
    const inner = given === undefined ? undefined : asMessages(given.value);
    if (inner?.kind === 'list') items.push(...inner.items);
    rest ??= inner?.kind === 'list' ? inner.rest : unlisted(item, placeholder, inner);
  }
  return { ...list, items, ...(rest === undefined ? {} : { rest }) };
}

/** Messages that are put in when the template is filled. Their place keeps them where the placeholder stands. */
function unlisted({ place }: ListItem, label: string, value: Value | undefined): OpaqueValue {
  const source = { label, place, kind: 'parameter', steps: [] } as const;
  const known = value?.kind === 'opaque' || value?.kind === 'symbol' ? value : undefined;
  return {
    kind: 'opaque',
    volatility: known?.volatility ?? unknownVolatility,
    source: known?.source ?? source,
    chain: [],
    place,
  };
}

/** The input whose messages stand here: `MessagesPlaceholder("history")` or `("placeholder", "{history}")`. */
function placeholderOf(value: Value): string | undefined {
  if (isSymbol(value)) {
    const call = callsOn(value).at(-1);
    if (call?.name !== 'MessagesPlaceholder') return undefined;
    const options =
      call.args.positional[0]?.kind === 'record' ? optionsOf(call.args) : namedOptions(call.args, ['variable_name']);
    return literalText((options.entries.get('variable_name') ?? options.entries.get('variableName'))?.value);
  }
  if (value.kind !== 'list' || literalText(value.items[0]?.value) !== 'placeholder') return undefined;
  return /^\{(\w+)\}$/.exec(literalText(value.items[1]?.value) ?? '')?.[1];
}

function asMessage(value: Value, template: Template | undefined): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map((option) => asMessage(option, template)) };
  if (value.kind === 'list') {
    const role = tupleRole(value);
    const content = value.items[1]?.value;
    return role === undefined || content === undefined ? value : messageOf(role, content, value, template);
  }
  if (value.kind === 'text') return messageOf('user', value, value, template);
  if (isSymbol(value)) return symbolMessage(value, template);
  if (value.kind !== 'record') return value;
  const { entries } = fieldsOf(value);
  const role = roleOf(entries);
  const content = entries.get('content')?.value;
  if (role === undefined || content === undefined) return value;
  return {
    ...messageOf(role, content, value, template),
    fields: withRole(value, role, filledContent(content, template)),
  };
}

function symbolMessage(value: Extract<Value, { kind: 'symbol' }>, template: Template | undefined): Value {
  const call = callsOn(value).at(-1);
  if (call === undefined || !value.path.at(-1)?.startsWith('(')) return value;
  const role =
    classes[call.name] ??
    templates[
      value.path.at(-2) === 'from_template' || value.path.at(-2) === 'fromTemplate' ? (value.path.at(-3) ?? '') : ''
    ];
  if (role === undefined) return value;
  const isTemplate = classes[call.name] === undefined;
  const [first] = call.args.positional;
  const options =
    first?.kind === 'record' ? optionsOf(call.args) : namedOptions(call.args, [isTemplate ? 'template' : 'content']);
  const content = (
    options.entries.get('content') ??
    options.entries.get('template') ??
    options.entries.get('content_blocks')
  )?.value;
  return content === undefined ? value : messageOf(role, content, value, isTemplate ? template : undefined);
}

function messageOf(role: string, content: Value, whole: Value, template: Template | undefined): RecordValue {
  const { place } = whole;
  const text = { kind: 'text', pieces: [{ kind: 'literal', text: role, place }], place } as const;
  const filled = filledContent(content, template);
  return {
    kind: 'record',
    fields: [
      { key: 'role', value: text, presence: 'always', place },
      { key: 'content', value: filled, presence: 'always', place: content.place },
    ],
    place,
  };
}

function withRole(record: RecordValue, role: string, content: Value): RecordValue['fields'] {
  const { place } = record;
  const text = { kind: 'text', pieces: [{ kind: 'literal', text: role, place }], place } as const;
  const others = record.fields.filter(({ key }) => key !== 'role' && key !== 'type' && key !== 'content');
  return [
    { key: 'role', value: text, presence: 'always', place },
    { key: 'content', value: content, presence: 'always', place: content.place },
    ...others,
  ];
}

/** Placeholders stand in texts, and in the `text` of content blocks. */
function filledContent(content: Value, template: Template | undefined): Value {
  if (content.kind === 'list') {
    const items = content.items.map((item) => ({ ...item, value: filledBlock(item.value, template) }));
    return foldCachePoints({ ...content, items });
  }
  if (template === undefined) return content;
  return fillTemplate(content, template.syntax, (name) => resultOf(template.inputs.entries.get(name)?.value));
}

/** An input given as a function is called when the template is filled. */
function resultOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'function' ? (value.returns ?? value) : value;
}

function filledBlock(block: Value, template: Template | undefined): Value {
  if (block.kind === 'text') return filledContent(block, template);
  if (block.kind !== 'record') return block;
  const fields = block.fields.map((field) =>
    field.key === 'text' ? { ...field, value: filledContent(field.value, template) } : field,
  );
  return { ...block, fields };
}

function tupleRole(value: Value): string | undefined {
  if (value.kind !== 'list' || value.items.length !== 2 || value.rest !== undefined) return undefined;
  return roles[literalText(value.items[0]?.value) ?? ''];
}

function roleOf(entries: Options['entries']): string | undefined {
  return roles[literalText((entries.get('role') ?? entries.get('type'))?.value) ?? ''];
}
