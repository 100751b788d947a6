// Turns Gemini's contents, parts and tools, as records or as objects of the SDK, into messages, blocks and definitions.
import type { ListItem, Value } from '../../model/index.ts';
import { keyedBlock } from './keyedBlock.ts';
import { literalText } from './literalText.ts';
import { callsOn } from './madeOf.ts';
import { listOf, messageOf, recordOf, textOf } from './makeValue.ts';
import { mapValues } from './mapValues.ts';
import { fieldsOf } from './options.ts';

/** A text or a list of parts is one turn of the user; contents with a role are turns of their own. */
export function geminiContents(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(geminiContents) };
  const given = plain(value);
  if (given.kind === 'record') return listOf([turnOf(given)], given.place);
  if (given.kind !== 'list') return given;
  const items = given.items.map((item): ListItem => ({ ...item, value: plain(item.value) }));
  const isParts = items.length > 0 && items.every((item) => isPart(item.value));
  if (isParts && given.rest === undefined) return listOf([messageOf('user', geminiParts(given))], given.place);
  return { ...given, items: items.map((item) => ({ ...item, value: turnOf(item.value) })) };
}

/** The content of one turn, or a system instruction: a text, parts, or a content that holds them. */
export function geminiParts(value: Value): Value {
  const given = plain(value);
  const parts = given.kind === 'record' ? fieldsOf(given).entries.get('parts') : undefined;
  return parts === undefined ? mapValues(given, (part) => keyedBlock(plain(part))) : geminiParts(parts.value);
}

/** Declarations are listed one by one; what is no list of them (built-in tools, functions) stays. */
export function geminiTools(value: Value): Value {
  if (value.kind !== 'list') return value;
  const items = value.items.flatMap((item): readonly ListItem[] => {
    const tool = plain(item.value);
    const { entries } = fieldsOf(tool);
    const declared = (entries.get('functionDeclarations') ?? entries.get('function_declarations'))?.value;
    if (declared?.kind !== 'list') return [{ ...item, value: tool }];
    return declared.items.map((inner) => ({ ...inner, value: plain(inner.value) }));
  });
  return { ...value, items };
}

function turnOf(value: Value): Value {
  if (value.kind !== 'record') return value;
  const { entries } = fieldsOf(value);
  const parts = entries.get('parts')?.value;
  if (parts === undefined) return value;
  const role = literalText(entries.get('role')?.value) ?? 'user';
  const named = role === 'model' ? 'assistant' : role === 'function' ? 'tool' : role;
  return recordOf({ role: textOf([named], value.place), content: geminiParts(parts) }, value.place);
}

function isPart(value: Value): boolean {
  if (value.kind === 'record') return !fieldsOf(value).entries.has('parts') && !fieldsOf(value).entries.has('role');
  return value.kind === 'text' || value.kind === 'opaque';
}

/** `types.Part(text=…)`, `types.Part.from_text(text=…)`, `types.Content(…)`: a record of the keywords. */
function plain(value: Value): Value {
  const call = value.kind === 'symbol' ? callsOn(value).at(-1) : undefined;
  if (
    call === undefined ||
    !/^(Part|Content|UserContent|ModelContent|Tool|FunctionDeclaration|from_text|fromText)$/.test(call.name)
  )
    return value;
  const [first] = call.args.positional;
  if (first === undefined || call.args.keywords.fields.length > 0) return { ...call.args.keywords, place: value.place };
  return first.kind === 'text' ? recordOf({ text: first }, value.place) : first;
}
