// Tells calls whose answer is one of a closed set: classification and routing. One judgement for all rules about them.
import { type Block, literalNumber, literalText, type Request, type Value } from '../../model/index.ts';
import { isClosedShape, isLabelList } from './closedShape.ts';
import { fieldOf } from './fieldOf.ts';
import { listsLabels } from './listsLabels.ts';

/** How a message says it: the answer is … */
export type ClosedAnswer =
  | 'picked from the fixed values of a schema'
  | 'picked from the fixed inputs of a tool'
  | 'picked from the labels in the prompt';

/** An answer of so few tokens holds a label and nothing else. */
const labelTokens = 16;

/**
 * Only what the request itself says counts: the schema of the answer, a tool that it must call, or a tiny output limit together with
 * a prompt that lists the labels. Undefined for everything else, agents included.
 */
export function closedAnswerOf(request: Request): ClosedAnswer | undefined {
  const { operation, innerLoop, tools } = request;
  if (operation === 'loop' || (innerLoop !== undefined && innerLoop.bound !== 1)) return undefined;
  const hasTools = tools !== undefined && (tools.open || tools.blocks.length > 0);
  if (hasTools) return isForcedClosedTool(request) ? 'picked from the fixed inputs of a tool' : undefined;
  if (schemasOf(request).some((schema) => isClosedShape(schema))) return 'picked from the fixed values of a schema';
  if (literalText(paramOf(request, 'output_config')) === 'enum' && isLabelList(paramOf(request, 'enum')))
    return 'picked from the fixed values of a schema';
  return isShort(request) && listsLabels(request) ? 'picked from the labels in the prompt' : undefined;
}

function paramOf({ params }: Request, ...names: readonly string[]): Value | undefined {
  return names.flatMap((name) => {
    const param = params.get(name);
    return param?.presence === 'always' ? [param.value] : [];
  })[0];
}

/** Every parameter that may carry the form of the answer: the schema itself, or an envelope around it. */
function schemasOf(request: Request): readonly Value[] {
  const names = ['response_format', 'output_format', 'text_format', 'output_config', 'format'];
  const json = ['response_json_schema', 'responseJsonSchema', 'response_schema'];
  const given = [...names, ...json].flatMap((name) => paramOf(request, name) ?? []);
  const text = fieldOf(paramOf(request, 'text'), 'format');
  return [...given, ...(text === undefined ? [] : [text])].map(unwrapped);
}

/** `{ type: 'json_schema', json_schema: { schema } }`, `{ format: { type, schema } }`. */
function unwrapped(value: Value): Value {
  const format = value.kind === 'record' ? (fieldOf(value, 'format') ?? value) : value;
  if (literalText(fieldOf(format, 'type')) !== 'json_schema') return format;
  return fieldOf(fieldOf(format, 'json_schema'), 'schema') ?? fieldOf(format, 'schema') ?? format;
}

function isForcedClosedTool(request: Request): boolean {
  const { tools } = request;
  const choice = paramOf(request, 'tool_choice');
  if (tools === undefined || choice === undefined) return false;
  const name = literalText(fieldOf(choice, 'name', 'toolName') ?? fieldOf(fieldOf(choice, 'function', 'tool'), 'name'));
  const [only] = tools.blocks;
  const isSingle = !tools.open && tools.blocks.length === 1 && only?.presence === 'always' && !only.repeated;
  const tool = name === undefined ? (isSingle && mustCall(choice) ? only : undefined) : named(tools.blocks, name);
  return tool !== undefined && isClosedShape(inputOf(tool.value));
}

function named(blocks: readonly Block[], name: string): Block | undefined {
  const found = blocks.filter((block) => block.name === name);
  return found.length === 1 ? found[0] : undefined;
}

/** `'required'`, `{ type: 'any' }`, `{ any: {} }`. */
function mustCall(choice: Value): boolean {
  const kind = literalText(choice) ?? literalText(fieldOf(choice, 'type'));
  return kind === 'required' || kind === 'any' || fieldOf(choice, 'any') !== undefined;
}

function inputOf(tool: Value): Value | undefined {
  const inner = fieldOf(tool, 'function', 'toolSpec') ?? tool;
  const input = fieldOf(inner, 'input_schema', 'inputSchema', 'parameters');
  return fieldOf(input, 'json') ?? input;
}

function isShort(request: Request): boolean {
  const limit = literalNumber(paramOf(request, 'max_tokens', 'max_completion_tokens', 'max_output_tokens'));
  return limit !== undefined && limit > 0 && limit <= labelTokens;
}
