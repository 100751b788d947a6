// Says whether a schema lets only a closed set of answers through: enumerations and yes or no, and records of them.
import { type ListValue, literalText, type SymbolValue, type TypeRef, type Value } from '../../model/index.ts';
import { fieldOf } from './fieldOf.ts';

/** Schemas that hold themselves, and deeper ones than any router has, are open. */
const deepest = 6;

/** JSON schemas, zod, classes with annotated fields, and what the SDKs wrap around them. Only what is wholly in sight. */
export function isClosedShape(value: Value | undefined, depth = 0): boolean {
  if (value === undefined || depth > deepest) return false;
  switch (value.kind) {
    case 'record':
      return isClosedSchema(value, depth);
    case 'symbol':
      return isClosedSymbol(value, depth);
    case 'function':
      return value.fields?.every(({ type }) => isClosedType(type)) === true;
    case 'choice':
      return value.options.every((option) => isClosedShape(option, depth + 1));
    default:
      return false;
  }
}

/** A list of literal values, all of them in sight. */
export function isLabelList(value: Value | undefined): boolean {
  return isKnownList(value) && value.items.length > 0 && value.items.every((item) => isLabel(item.value));
}

function isLabel(value: Value): boolean {
  return value.kind === 'scalar' || literalText(value) !== undefined;
}

function isKnownList(value: Value | undefined): value is ListValue {
  if (value?.kind !== 'list' || value.rest !== undefined) return false;
  return value.items.every((item) => item.presence === 'always' && !item.repeated);
}

function isClosedSchema(value: Value, depth: number): boolean {
  const listed = fieldOf(value, 'enum');
  if (listed !== undefined) return isLabelList(listed);
  const only = fieldOf(value, 'const');
  if (only !== undefined) return isLabel(only);
  const ways = fieldOf(value, 'anyOf', 'any_of', 'oneOf');
  if (ways !== undefined) return isKnownList(ways) && ways.items.every((item) => isClosedShape(item.value, depth + 1));
  const type = typeName(fieldOf(value, 'type'));
  if (type === 'boolean' || type === 'null') return true;
  return type === 'object' && areClosedFields(fieldOf(value, 'properties'), depth);
}

/** `'boolean'`, `Type.BOOLEAN`. */
function typeName(value: Value | undefined): string | undefined {
  return (value?.kind === 'symbol' ? value.path.at(-1) : literalText(value))?.toLowerCase();
}

function areClosedFields(value: Value | undefined, depth: number): boolean {
  if (value?.kind !== 'record' || value.rest !== undefined || value.fields.length === 0) return false;
  return value.fields.every((field) => isClosedShape(field.value, depth + 1));
}

/** Methods of zod that leave the set of answers as it is. */
const neutral: readonly string[] = [
  ...[
    'describe',
    'meta',
    'optional',
    'nullable',
    'nullish',
    'default',
    'catch',
    'readonly',
    'brand',
    'strict',
    'strip',
  ],
];

/** What SDKs put around a schema, which is their first argument or its field `schema`. */
const wrappers: readonly string[] = [
  ...[
    'zodResponseFormat',
    'zodTextFormat',
    'zodOutputFormat',
    'jsonSchema',
    'zodSchema',
    'object',
    'jsonSchemaOutputFormat',
  ],
];

function isClosedSymbol({ package: from, path, calls }: SymbolValue, depth: number): boolean {
  const at = path.findIndex((element) => element.startsWith('('));
  const name = path[at - 1];
  const first = calls?.[0]?.positional[0];
  if (name === undefined || first === undefined) return isBareZod(from, path, at);
  const later = path.slice(at + 1).filter((element) => !element.startsWith('('));
  if (isZod(from))
    return later.every((one) => neutral.includes(one)) && isClosedZod(name, calls?.[0]?.positional ?? [], depth);
  if (later.length > 0) return false;
  if (name === 'choice') return isLabelList(fieldOf(first, 'options'));
  return wrappers.includes(name) && isClosedShape(fieldOf(first, 'schema') ?? first, depth + 1);
}

function isZod(from: string): boolean {
  return from === 'zod' || from.startsWith('zod/');
}

/** `z.boolean()` and `z.null()` take nothing. */
function isBareZod(from: string, path: readonly string[], at: number): boolean {
  const later = path.slice(at + 1).filter((element) => !element.startsWith('('));
  return (
    isZod(from) && /^(?:boolean|null|literal)$/.test(path[at - 1] ?? '') && later.every((one) => neutral.includes(one))
  );
}

function isClosedZod(name: string, [first, second]: readonly Value[], depth: number): boolean {
  switch (name) {
    case 'boolean':
    case 'null':
      return true;
    case 'literal':
      return first !== undefined && (isLabel(first) || isLabelList(first));
    case 'enum':
    case 'nativeEnum':
      return isLabelList(first) || areLabels(first);
    case 'object':
    case 'strictObject':
      return areClosedFields(first, depth);
    case 'union':
      return isKnownList(first) && first.items.every((item) => isClosedShape(item.value, depth + 1));
    case 'discriminatedUnion':
      return isKnownList(second) && second.items.every((item) => isClosedShape(item.value, depth + 1));
    default:
      return false;
  }
}

function areLabels(value: Value | undefined): boolean {
  if (value?.kind !== 'record' || value.rest !== undefined || value.fields.length === 0) return false;
  return value.fields.every((field) => isLabel(field.value));
}

/** `Literal["a", "b"]`, `bool`, an enumeration, a class of such fields, and unions of them. */
function isClosedType({ name, args }: TypeRef): boolean {
  const [first] = args;
  switch (name.slice(name.lastIndexOf('.') + 1)) {
    case 'Literal':
      return first !== undefined;
    case 'bool':
    case 'None':
      return true;
    case '|':
    case 'Union':
    case '{}':
      return first !== undefined && args.every(isClosedType);
    case 'Optional':
    case 'Annotated':
      return first !== undefined && isClosedType(first);
    default:
      return false;
  }
}
