// Reads the text of `hitrate.config.json`: keeps what is sound and says where each malformed value stands.
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type * as z from 'zod';
import { type ConfigFile, configSchema } from './configFile.ts';

/** Offsets into the text; line and column count from 1. */
export interface ConfigProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface ParsedConfig {
  /** Without the values that `problems` names. */
  readonly config: ConfigFile;
  readonly problems: readonly ConfigProblem[];
}

/** Comments and trailing commas are allowed. With `ruleIds`, rules that do not exist are problems too. */
export function parseConfig(text: string, ruleIds?: ReadonlySet<string>): ParsedConfig {
  const problems: ConfigProblem[] = [];
  const report = (message: string, start: number, end: number): void => {
    problems.push({ message, start, end, ...lineAndColumn(text, start) });
  };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  for (const error of errors) report(syntaxMessage(error), error.offset, error.offset + Math.max(1, error.length));
  if (root === undefined) {
    if (errors.length === 0) report('The file is empty: an object was expected.', 0, 0);
    return { config: {}, problems };
  }
  const value: unknown = plainValue(root);
  const first = configSchema.safeParse(value);
  if (first.success && ruleIds === undefined) return { config: first.data, problems };
  if (!first.success) {
    for (const issue of first.error.issues) {
      for (const found of describe(root, issue)) report(found.message, found.node.offset, endOf(found.node));
    }
    drop(value, first.error.issues);
  }
  if (ruleIds !== undefined) {
    for (const key of ruleKeys(root)) {
      const id = String(key.value);
      if (!ruleIds.has(id)) report(`There is no rule ${JSON.stringify(id)}.`, key.offset, endOf(key));
    }
  }
  const second = configSchema.safeParse(value);
  return { config: second.success ? second.data : {}, problems };
}

/** A problem of the value at `path` that only someone who sees more than the text can find. */
export function problemAt(text: string, path: readonly (string | number)[], message: string): ConfigProblem {
  const root = parseTree(text, [], { allowTrailingComma: true, disallowComments: false });
  const node = root === undefined ? undefined : nodeAt(root, path);
  const start = node?.offset ?? 0;
  return { message, start, end: start + (node?.length ?? 0), ...lineAndColumn(text, start) };
}

function syntaxMessage(error: ParseError): string {
  const words = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return `This is not valid JSON: ${words}.`;
}

interface Described {
  readonly message: string;
  readonly node: Node;
}

function describe(root: Node, issue: z.core.$ZodIssue): readonly Described[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const where = path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: `Unknown setting ${JSON.stringify([...path, key].join('.'))}.`,
      node: keyNode(nodeAt(root, [...path, key])),
    }));
  }
  return [{ message: where === '' ? `${issue.message}.` : `${where}: ${issue.message}.`, node: nodeAt(root, path) }];
}

/** The nearest node that exists on the way to `path`. */
function nodeAt(root: Node, path: readonly (string | number)[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

function keyNode(value: Node): Node {
  return value.parent?.type === 'property' ? (value.parent.children?.[0] ?? value) : value;
}

function ruleKeys(root: Node): readonly Node[] {
  const overrides = findNodeAtLocation(root, ['overrides'])?.children ?? [];
  const objects = [
    findNodeAtLocation(root, ['rules']),
    ...overrides.map((each) => findNodeAtLocation(each, ['rules'])),
  ];
  return objects
    .flatMap((object) => (object?.type === 'object' ? (object.children ?? []) : []))
    .flatMap((property) => property.children?.slice(0, 1) ?? []);
}

/** Removes the malformed values; a malformed item of a list takes its list's entry with it, never the whole file. */
function drop(value: unknown, issues: readonly z.core.$ZodIssue[]): void {
  for (const issue of issues) {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) dropAt(value, path);
  }
}

function dropAt(value: unknown, path: readonly PropertyKey[]): void {
  let holder: unknown = value;
  for (const [at, step] of path.entries()) {
    if (typeof holder !== 'object' || holder === null) return;
    const record = holder as Record<PropertyKey, unknown>;
    const next = path[at + 1];
    // Indexes of later issues must stay right, so a bad item takes the list along instead of shifting it.
    if (next === undefined || typeof next === 'number') {
      delete record[step];
      return;
    }
    holder = record[step];
  }
}

function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const entries: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined) entries.push([String(key.value), plainValue(value)]);
  }
  return Object.fromEntries(entries);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
