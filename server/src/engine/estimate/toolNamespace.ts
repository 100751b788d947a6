// OpenAI's tool definitions as the TypeScript namespace that the model reads, the form in which they are counted.
import type { CountableTool, JsonValue } from './countableRequest.ts';

type Schema = { readonly [key: string]: JsonValue };

export function toolNamespace(tools: readonly CountableTool[]): string {
  return ['namespace functions {', '', ...tools.map(toolDeclaration), '} // namespace functions'].join('\n');
}

/** One tool of the namespace, its closing blank line included. */
export function toolDeclaration(tool: CountableTool): string {
  const schema = asSchema(tool.schema);
  const scope: Scope = {
    definitions: { ...asSchema(schema.definitions ?? {}), ...asSchema(schema.$defs ?? {}) },
    depth: 0,
  };
  const hasProperties = Object.keys(asSchema(schema.properties ?? {})).length > 0;
  const type = hasProperties
    ? [...commentLines(schema.title), `type ${tool.name} = (_: {`, ...propertyLines(schema, scope), '}) => any;']
    : [`type ${tool.name} = () => any;`];
  return [...commentLines(tool.description), ...type, ''].join('\n');
}

/** What references of a schema may name. The depth ends schemas that contain themselves. */
interface Scope {
  readonly definitions: Schema;
  readonly depth: number;
}

const deepest = 12;

function propertyLines(schema: Schema, scope: Scope): readonly string[] {
  const properties = asSchema(schema.properties ?? {});
  const required = schema.required;
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  const lines: string[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const property = resolved(asSchema(value), scope);
    lines.push(...titleLines(property.title), ...commentLines(property.description), ...exampleLines(property));
    lines.push(`${name}${isRequired(name) ? '' : '?'}: ${typeOf(property, scope)},${defaultComment(property)}`);
  }
  return lines;
}

function resolved(schema: Schema, scope: Scope): Schema {
  const reference = schema.$ref;
  if (typeof reference !== 'string') return schema;
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  return Object.hasOwn(scope.definitions, name) ? { ...asSchema(scope.definitions[name] ?? {}), ...schema } : schema;
}

function typeOf(unresolved: Schema, outer: Scope): string {
  if (outer.depth >= deepest) return 'any';
  const scope: Scope = { ...outer, depth: outer.depth + 1 };
  const schema = resolved(unresolved, scope);
  const values = schema.enum;
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) return alternatives.map((item) => typeOf(asSchema(item), scope)).join(' | ');
  const type = schema.type;
  if (Array.isArray(type)) return type.map((item) => typeOf({ ...schema, type: item }, scope)).join(' | ');
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'array': {
      if (schema.items === undefined) return 'any[]';
      const item = typeOf(asSchema(schema.items), scope);
      return item.includes(' | ') ? `Array<${item}>` : `${item}[]`;
    }
    case 'object':
      return Object.keys(asSchema(schema.properties ?? {})).length === 0 ? 'object' : recordType(schema, scope);
    default:
      return schema.properties === undefined ? 'any' : recordType(schema, scope);
  }
}

function recordType(schema: Schema, scope: Scope): string {
  return ['{', ...propertyLines(schema, scope), '}'].join('\n');
}

function commentLines(description: JsonValue | undefined): readonly string[] {
  if (typeof description !== 'string' || description === '') return [];
  return description.split('\n').map((line) => `// ${line.trim()}`);
}

function titleLines(title: JsonValue | undefined): readonly string[] {
  return typeof title === 'string' && title !== '' ? [`// ${title}`, '//'] : [];
}

function exampleLines(schema: Schema): readonly string[] {
  const examples = schema.examples;
  return Array.isArray(examples) ? ['// Examples:', ...examples.map((item) => `// ${JSON.stringify(item)}`)] : [];
}

function defaultComment(schema: Schema): string {
  const value = schema.default;
  if (value === undefined || value === null) return '';
  return ` // default: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function asSchema(value: JsonValue): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
