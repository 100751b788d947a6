// Makes up an argument that fits a tool's JSON schema, the same one every time.
import { isObject, listOf, objectOf } from '../../engine/index.ts';

/** Deeper schemas are cut: recursive ones have no end. */
const deepest = 6;

export function sampleInput(schema: unknown, name = 'value', depth = 0): unknown {
  const {
    type,
    properties,
    required,
    items,
    enum: choices,
    default: preset,
    examples,
    anyOf,
    oneOf,
  } = objectOf(schema);
  if (depth > deepest) return null;
  if (preset !== undefined) return preset;
  if (listOf(examples).length > 0) return listOf(examples)[0];
  if (listOf(choices).length > 0) return listOf(choices)[0];
  const options = [...listOf(anyOf), ...listOf(oneOf)];
  if (options.length > 0) return sampleInput(options[0], name, depth + 1);
  const kind = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (kind === 'object' || isObject(properties)) {
    const needed = new Set(Array.isArray(required) ? required : Object.keys(objectOf(properties)));
    return Object.fromEntries(
      Object.entries(objectOf(properties))
        .filter(([key]) => needed.has(key))
        .map(([key, value]) => [key, sampleInput(value, key, depth + 1)]),
    );
  }
  if (kind === 'array') return [sampleInput(items, name, depth + 1)];
  if (kind === 'integer' || kind === 'number') return 1;
  if (kind === 'boolean') return true;
  if (kind === 'null') return null;
  return `sample ${name}`;
}
