// Finds the functions of a module that carry out a model's tools, one each or all of them by name.
import {
  type AnyNode,
  type Argument,
  type CallExpression,
  type Expression,
  type RecordEntry,
  walk,
} from '../model/index.ts';
import type { Code, FunctionAt } from './code.ts';
import { spelledName } from './spelledName.ts';

export interface ToolFunction {
  readonly of: FunctionAt;
  /** Names that the tool may go by; none where it runs any. */
  readonly names: readonly string[];
  readonly runsAny: boolean;
}

export function toolFunctions(code: Code): readonly ToolFunction[] {
  const listed = listedAsTools(code);
  return code.functions.flatMap((of): readonly ToolFunction[] => {
    const { name } = of;
    if (isRunner(of)) return [{ of, names: [], runsAny: true }];
    const own = of.fn.decorators.some(isToolDecorator) ? [name ?? ''] : undefined;
    const names = own ?? handlerOf(of) ?? (name !== undefined && listed.has(name) ? [name] : undefined);
    return names === undefined ? [] : [{ of, names: names.filter((one) => one !== ''), runsAny: false }];
  });
}

const decoratorNames = /^(?:tool|tool_plain|function_tool|ai_function|kernel_function|register_tool|beta_tool)$/;

function isToolDecorator(decorator: Expression): boolean {
  const spelled = spelledName(decorator)?.replace(/\(\)$/, '');
  return spelled !== undefined && decoratorNames.test(spelled.split('.').at(-1) ?? '');
}

const makers =
  /^(?:tool|createTool|defineTool|betaZodTool|betaTool|DynamicTool|DynamicStructuredTool|FunctionTool|registerTool|addTool|StructuredTool|from_function)$/;
const handlerKeys = /^(?:execute|func|handler|run|invoke|fn|call)$/;

/** The function that a record or a call that makes a tool takes as what carries it out. */
function handlerOf({ fn, above }: FunctionAt): readonly string[] | undefined {
  const holder = above.at(-1);
  if (holder?.node.kind === 'call' && holder.key === 'args') return handlerArgument(holder.node, fn);
  const record = above.at(-2);
  if (holder?.node.kind !== 'field' || record?.node.kind !== 'record') return undefined;
  if (!handlerKeys.test(String(holder.node.key))) return undefined;
  const entries = record.node.entries as readonly RecordEntry[];
  const keys = new Set(entries.flatMap((one) => (one.kind === 'field' ? [one.key] : [])));
  const isDescribed = ['parameters', 'inputSchema', 'input_schema', 'schema'].some((one) => keys.has(one));
  if (!keys.has('description') || !isDescribed) return undefined;
  // The record itself, or the call that makes a tool of it, is kept under the tool's name.
  const outer = above.at(-3)?.node.kind === 'call' ? above.at(-4) : above.at(-3);
  return [literalOf(entries, 'name') ?? '', keptAs(outer?.node) ?? ''];
}

/** `server.tool('search', …, handler)`, `tool(async (input) => …, { name: 'search' })`. */
function handlerArgument(node: AnyNode, fn: unknown): readonly string[] | undefined {
  const { callee, args } = node as unknown as CallExpression;
  const last = spelledName(callee)?.split('.').at(-1) ?? '';
  if (!makers.test(last) || !args.some(({ value }) => value === fn)) return undefined;
  return args.map(nameGiven);
}

function nameGiven({ value }: Argument): string {
  if (value.kind === 'literal' && typeof value.value === 'string' && /^[\w-]+$/.test(value.value)) return value.value;
  return value.kind === 'record' ? (literalOf(value.entries, 'name') ?? '') : '';
}

function literalOf(entries: readonly RecordEntry[], key: string): string | undefined {
  for (const entry of entries)
    if (entry.kind === 'field' && entry.key === key && entry.value.kind === 'literal')
      return typeof entry.value.value === 'string' ? entry.value.value : undefined;
  return undefined;
}

/** The key that the tool has in a record of tools, or the variable that it is kept in. */
function keptAs(holder: AnyNode | undefined): string | undefined {
  if (holder?.kind === 'field') return (holder.key ?? holder.name) as string | undefined;
  return holder?.kind === 'assign' ? (holder.target as { readonly name?: string }).name : undefined;
}

const listNames = /^(?:\w+_)?(?:tools|tool_?(?:functions|handlers|map|registry|impls?|executors)|functions|handlers)$/i;

/** Functions that stand in a list or table of tools. */
function listedAsTools(code: Code): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (value: unknown): void => {
    const one = value as Expression;
    const values =
      one.kind === 'list'
        ? one.items.map((item) => item.value)
        : one.kind === 'record'
          ? one.entries.flatMap((entry) => (entry.kind === 'field' ? [entry.value] : []))
          : [];
    for (const item of values) if (item.kind === 'name') names.add(item.name);
  };
  walk(code.module.body, (node) => {
    if (node.kind === 'assign' && node.value) {
      const target = spelledName(node.target as Expression)
        ?.split('.')
        .at(-1);
      if (target !== undefined && listNames.test(target)) add(node.value);
    } else if (node.kind === 'call') {
      for (const { name, value } of (node as unknown as CallExpression).args) if (name === 'tools') add(value);
    } else if (node.kind === 'field' && node.key === 'tools' && node.value) add(node.value);
    return true;
  });
  return names;
}

const runnerNames =
  /^_?(?:async_?)?(?:run|execute|call|dispatch|invoke|handle|process)_?(?:the_?)?tool(?:_?(?:call|use))?$/i;
const nameParameter = /^(?:tool_?)?name$/i;
const argsParameter = /^(?:tool_?)?(?:args|arguments|input|inputs|params|kwargs|parameters)$/i;

/** It takes a tool's name and arguments. */
function isRunner({ name, fn }: FunctionAt): boolean {
  if (name === undefined || !runnerNames.test(name)) return false;
  const params = fn.params.map(({ target }) => (target.kind === 'name' ? target.name : ''));
  return params.some((one) => nameParameter.test(one)) && params.some((one) => argsParameter.test(one));
}
