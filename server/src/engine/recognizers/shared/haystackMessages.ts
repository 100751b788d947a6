// Reads messages of Haystack into records of the chat format.
import type { RecordValue, Value } from '../../model/index.ts';
import { lastCall, namedArguments } from './callChain.ts';
import { fillTemplate } from './fillTemplate.ts';
import { recordOf, textOf } from './makeValue.ts';
import { mapValues } from './mapValues.ts';
import { fieldsOf } from './options.ts';

const roles: Readonly<Record<string, string>> = {
  from_system: 'system',
  from_user: 'user',
  from_assistant: 'assistant',
  from_tool: 'tool',
};

/** With `lookup` the texts are Jinja templates, as those of a prompt builder are. */
export function haystackMessages(value: Value, lookup?: (name: string) => Value | undefined): Value {
  return mapValues(value, (one) => message(one, lookup) ?? one);
}

function message(value: Value, lookup?: (name: string) => Value | undefined): RecordValue | undefined {
  const made = lastCall(value);
  const role = made?.members.at(-2) === 'ChatMessage' ? roles[made.name] : undefined;
  if (role === undefined) return undefined;
  const { entries } = fieldsOf(namedArguments(made?.args, ['text'], value.place));
  const text = (entries.get('text') ?? entries.get('tool_result') ?? entries.get('content_parts'))?.value;
  const meta = entries.get('meta')?.value;
  const inner = meta && fieldsOf(meta).entries;
  // Bedrock's generator takes its own mark in the same place.
  const mark = (inner?.get('cache_control') ?? inner?.get('cachePoint'))?.value;
  const content = text !== undefined && lookup !== undefined ? fillTemplate(text, 'jinja', lookup) : text;
  return recordOf({ role: textOf([role], value.place), content, cache_control: mark }, value.place);
}
