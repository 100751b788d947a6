// Content blocks whose type is the key of a field: Bedrock's `{ toolUse: … }`, Gemini's `{ functionCall: … }`.
import type { Field, Value } from '../../model/index.ts';
import { textOf } from './makeValue.ts';

/** What the key says, as the type of a block in the form that `contentBlocks` reads. */
const types: Readonly<Record<string, string>> = {
  toolUse: 'tool_use',
  functionCall: 'tool_use',
  function_call: 'tool_use',
  toolResult: 'tool_result',
  functionResponse: 'tool_result',
  function_response: 'tool_result',
  image: 'image',
  inlineData: 'image',
  inline_data: 'image',
  fileData: 'document',
  file_data: 'document',
  document: 'document',
  reasoningContent: 'thinking',
};

/** Where the formats name the same things differently. */
const names: Readonly<Record<string, string>> = { response: 'output' };

/** The block with its type written out; one of another form is left as it is. */
export function keyedBlock(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(keyedBlock) };
  if (value.kind !== 'record') return value;
  const keyed = value.fields.find(({ key }) => types[key] !== undefined);
  if (keyed === undefined || keyed.value.kind !== 'record') return value;
  const { place } = keyed;
  const type = { key: 'type', value: textOf([types[keyed.key] ?? ''], place), presence: 'always', place } as const;
  const inner = keyed.value.fields.map((field): Field => ({ ...field, key: names[field.key] ?? field.key }));
  const others = value.fields.filter((field) => field !== keyed);
  return { ...value, fields: [type, ...inner, ...others] };
}
