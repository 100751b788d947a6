// Reads messages and prompt templates of LlamaIndex into records of the chat format.
import type { Field, ListItem, RecordValue, Value } from '../../model/index.ts';
import { callChain, lastCall, namedArguments } from './callChain.ts';
import { fillTemplate } from './fillTemplate.ts';
import { literalText } from './literalText.ts';
import { recordOf, textOf } from './makeValue.ts';
import { mapValues } from './mapValues.ts';
import { fieldsOf, optionsOf } from './options.ts';

/** A list of messages, one message, or a text, with every message as a record. */
export function llamaMessages(value: Value): Value {
  const formatted = formattedMessages(value);
  return mapValues(formatted ?? value, (one) => message(one) ?? llamaText(one));
}

/** `PromptTemplate(…)`, with or without `.format(…)`, as the text that is sent. */
export function llamaText(value: Value, given?: (name: string) => Value | undefined): Value {
  if (value.kind !== 'symbol') return value;
  const chain = callChain(value);
  const made = chain.find(({ name }) => templates.has(name));
  if (made === undefined) return value;
  const { entries } = fieldsOf(namedArguments(made.args, ['template'], value.place));
  const template = (entries.get('template') ?? entries.get('template_str'))?.value;
  if (template === undefined) return value;
  const late = chain
    .filter(({ name }) => name === 'format' || name === 'partial_format')
    .flatMap(({ args }) => args ?? []);
  const lookup = (name: string): Value | undefined =>
    given?.(name) ?? late.map((args) => optionsOf(args).entries.get(name)?.value).find((one) => one !== undefined);
  return fillTemplate(template, made.name === 'RichPromptTemplate' ? 'jinja' : 'format', lookup);
}

const templates: ReadonlySet<string> = new Set(['PromptTemplate', 'RichPromptTemplate', 'Prompt']);

/** `ChatPromptTemplate(message_templates=[…]).format_messages(…)`. */
function formattedMessages(value: Value): Value | undefined {
  if (value.kind !== 'symbol') return undefined;
  const [made, format] = callChain(value);
  if (made?.name !== 'ChatPromptTemplate' && made?.members.at(-2) !== 'ChatPromptTemplate') return undefined;
  const parts = namedArguments(made.args, ['message_templates'], value.place);
  const list = fieldsOf(parts).entries.get('message_templates')?.value;
  if (list === undefined) return undefined;
  const given = optionsOf(format?.args).entries;
  const lookup = (name: string): Value | undefined => given.get(name)?.value;
  return mapValues(list, (one) => {
    const record = message(one) ?? pair(one);
    if (record === undefined) return one;
    const fields = record.fields.map((field) =>
      field.key === 'content' ? { ...field, value: fillTemplate(field.value, 'format', lookup) } : field,
    );
    return { ...record, fields };
  });
}

/** `("system", "…")`, as `ChatPromptTemplate.from_messages` takes them. */
function pair(value: Value): RecordValue | undefined {
  if (value.kind !== 'list' || value.items.length !== 2) return undefined;
  return recordOf({ role: value.items[0]?.value, content: value.items[1]?.value }, value.place);
}

function message(value: Value): RecordValue | undefined {
  if (value.kind === 'record') return value;
  const made = lastCall(value);
  if (value.kind !== 'symbol' || made === undefined) return undefined;
  const isFromText = made.name === 'from_str' && made.members.at(-2) === 'ChatMessage';
  if (made.name !== 'ChatMessage' && !isFromText) return undefined;
  const names = ['content', ...(isFromText ? ['role'] : [])];
  const { entries } = fieldsOf(namedArguments(made.args, names, value.place));
  const content = (entries.get('content') ?? entries.get('blocks'))?.value;
  const options = entries.get('additional_kwargs')?.value;
  const mark = options && fieldsOf(options).entries.get('cache_control')?.value;
  const role = roleOf(entries.get('role')?.value);
  return recordOf(
    {
      role: role === undefined ? entries.get('role')?.value : textOf([role], value.place),
      content: content && contentOf(content),
      cache_control: mark,
    },
    value.place,
  );
}

/** Without a role a message is the user's. */
function roleOf(value: Value | undefined): string | undefined {
  if (value === undefined) return 'user';
  const text = value.kind === 'symbol' ? value.path.at(-1)?.toLowerCase() : literalText(value);
  return text === 'function' ? 'tool' : text;
}

/** A cache point marks the block in front of it. */
function contentOf(value: Value): Value {
  if (value.kind !== 'list') return llamaText(value);
  const items: ListItem[] = [];
  for (const item of value.items) {
    const mark = cachePoint(item.value);
    const before = items.at(-1);
    if (mark === undefined) items.push({ ...item, value: block(item.value) });
    else if (before?.value.kind === 'record') {
      const field: Field = { key: 'cache_control', value: mark, presence: item.presence, place: item.place };
      items[items.length - 1] = { ...before, value: { ...before.value, fields: [...before.value.fields, field] } };
    }
  }
  return { ...value, items };
}

function cachePoint(value: Value): Value | undefined {
  const made = lastCall(value);
  if (made?.name !== 'CachePoint') return undefined;
  const control = fieldsOf(namedArguments(made.args, ['cache_control'], value.place)).entries.get(
    'cache_control',
  )?.value;
  const inner = lastCall(control);
  return inner === undefined ? (control ?? value) : namedArguments(inner.args, ['type', 'ttl'], value.place);
}

const blocks: Readonly<Record<string, string>> = {
  TextBlock: 'text',
  ImageBlock: 'image',
  DocumentBlock: 'document',
  ThinkingBlock: 'thinking',
};

function block(value: Value): Value {
  const made = lastCall(value);
  const type = made === undefined ? undefined : blocks[made.name];
  if (type === undefined) return value;
  const { entries } = fieldsOf(namedArguments(made?.args, [], value.place));
  const text = (entries.get('text') ?? entries.get('content'))?.value;
  return recordOf({ type: textOf([type], value.place), text: text && llamaText(text) }, value.place);
}
