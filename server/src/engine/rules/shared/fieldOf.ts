// Reads the fields of records, and of objects of an SDK that were made with keywords.
import type { RecordValue, Value } from '../../model/index.ts';

/** A field that is always there, under the first of the names that has one: `types.ThinkingConfig(thinking_budget=…)` counts. */
export function fieldOf(value: Value | undefined, ...names: readonly string[]): Value | undefined {
  const fields = recordOf(value)?.fields ?? [];
  return names.flatMap((name) =>
    fields.flatMap((field) => (field.key === name && field.presence === 'always' ? [field.value] : [])),
  )[0];
}

function recordOf(value: Value | undefined): RecordValue | undefined {
  if (value?.kind === 'record') return value;
  return value?.kind === 'symbol' && value.path.at(-1) === '()' ? value.calls?.at(-1)?.keywords : undefined;
}
