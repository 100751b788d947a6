// Reads the formats that are text, with front matter before it: Prompty, Dotprompt, those of editors, and plain templates.
import { collectVariables } from './collectVariables.ts';
import { entryOf, itemsOf, nodeAt, stringOf, textNode } from './dataNode.ts';
import { parametersOf } from './dataPrompts.ts';
import { toolsOf } from './partsOf.ts';
import type { DataEntry, DataNode, Prompt, PromptFile, PromptFormat, PromptPart } from './promptFile.ts';
import { splitFrontMatter } from './splitFrontMatter.ts';
import { splitRoles } from './splitRoles.ts';
import { readTemplate } from './templates/readTemplate.ts';
import type { TemplatePiece, TemplateSyntax } from './templates/template.ts';

type TextFormat = Exclude<PromptFormat, 'yaml' | 'json' | 'jsonl'>;

export function readMarkdownPrompt(
  path: string,
  text: string,
  format: TextFormat,
  filledAs: TemplateSyntax | undefined,
): PromptFile {
  const { frontMatter, data, bodyStart, problems } = splitFrontMatter(text);
  const syntax = filledAs ?? syntaxOf(path, format, data);
  const body = readTemplate(text.slice(bodyStart), syntax, (offset) => offset + bodyStart);
  const whole = { start: bodyStart, end: text.length };
  const settings = settingsOf(format, data);
  const prompt: Prompt = {
    span: { start: 0, end: text.length },
    shape: format,
    parts: partsOf(path, format, body.pieces, whole),
    tools: toolsOf(toolList(nodeAt(data, 'tools'))),
    marks: [],
    ...(settings.model ? { model: { name: settings.model.value, span: settings.model.span } } : {}),
    parameters: settings.parameters,
  };
  return {
    path,
    text,
    format,
    shape: format,
    syntax,
    ...(frontMatter ? { frontMatter } : {}),
    prompts: [prompt],
    variables: collectVariables([prompt], inputsOf(format, data)),
    problems: [...problems, ...body.problems],
  };
}

function partsOf(
  path: string,
  format: TextFormat,
  pieces: readonly TemplatePiece[],
  span: { readonly start: number; readonly end: number },
): readonly PromptPart[] {
  if (format === 'prompty') return splitRoles(pieces, 'lines', 'system', span);
  if (format === 'dotprompt') return splitRoles(pieces, 'tags', 'user', span);
  if (pieces.length === 0) return [];
  if (format === 'vscode') return [{ role: /\.prompt\.md$/i.test(path) ? 'user' : 'system', span, pieces }];
  return [{ role: 'unknown', span, pieces }];
}

function syntaxOf(path: string, format: TextFormat, data: DataNode | undefined): TemplateSyntax {
  switch (format) {
    case 'prompty': {
      const template = nodeAt(data, 'template');
      const said = stringOf(template) ?? stringOf(nodeAt(template, 'type', 'format')) ?? 'jinja2';
      return /mustache/i.test(said) ? 'mustache' : /handlebars/i.test(said) ? 'handlebars' : 'jinja';
    }
    case 'dotprompt':
      return 'handlebars';
    case 'vscode':
      return /\.prompt\.md$/i.test(path) ? 'dollar' : 'none';
    case 'text':
      return 'none';
    default:
      return format;
  }
}

interface Settings {
  readonly model?: DataNode & { readonly kind: 'scalar'; readonly value: string };
  readonly parameters: readonly DataEntry[];
}

/** The model and its parameters, where each format has them. */
function settingsOf(format: TextFormat, data: DataNode | undefined): Settings {
  const model = nodeAt(data, 'model');
  if (format === 'prompty') {
    const configuration = nodeAt(model, 'configuration');
    const name =
      textNode(model) ??
      textNode(nodeAt(model, 'id')) ??
      textNode(nodeAt(configuration, 'name', 'model')) ??
      textNode(nodeAt(configuration, 'azure_deployment'));
    const parameters = nodeAt(model, 'parameters', 'options');
    return { ...(name ? { model: name } : {}), parameters: parametersOf(parameters) };
  }
  const name = textNode(model) ?? textNode(itemsOf(model)[0]);
  const parameters = format === 'dotprompt' ? parametersOf(nodeAt(data, 'config')) : [];
  return { ...(name ? { model: name } : {}), parameters };
}

/** Keys that declare what the prompt is given. */
function inputsOf(format: TextFormat, data: DataNode | undefined): readonly DataEntry[] {
  const node =
    format === 'dotprompt'
      ? (nodeAt(nodeAt(data, 'input'), 'schema') ?? nodeAt(data, 'variables'))
      : nodeAt(data, 'inputs', 'input', 'input_variables');
  const properties = entryOf(node, 'type') && entryOf(node, 'properties') ? nodeAt(node, 'properties') : node;
  if (properties?.kind !== 'record') return [];
  // Dotprompt marks what may be missing, and says types in brackets: `name?(array)`.
  return properties.entries.map((entry) => ({ ...entry, key: entry.key.replace(/[?(].*$/s, '') }));
}

/** Prompty keeps tools in a list, editors name theirs in one. */
function toolList(node: DataNode | undefined): DataNode | undefined {
  return node?.kind === 'list' ? node : undefined;
}
