// The messages, tools and cache marks of a request body, a list of messages, or a list of tools.
import { entryOf, itemsOf, nodeAt, stringOf, textNode } from './dataNode.ts';
import type { DataNode, PromptMark, PromptPart, PromptRole, PromptTool } from './promptFile.ts';
import { roleNamed } from './splitRoles.ts';
import type { TemplatePiece } from './templates/template.ts';

/** Reads the text of a scalar. */
export type ReadText = (node: DataNode) => readonly TemplatePiece[];

/** Every item has a role, and something to say. */
export function areMessages(node: DataNode | undefined): boolean {
  const items = itemsOf(node);
  return items.length > 0 && items.every(isMessage);
}

function isMessage(node: DataNode): boolean {
  const role = stringOf(nodeAt(node, 'role'));
  if (role === undefined || roleNamed(role) === 'unknown') return false;
  return entryOf(node, 'content', 'tool_calls', 'parts', 'function_call') !== undefined;
}

/** Every item is the definition of a tool, with a schema of its arguments. */
export function areTools(node: DataNode | undefined): boolean {
  const items = itemsOf(node);
  return items.length > 0 && items.every((one) => toolOf(one)?.hasSchema === true);
}

export function messageParts(messages: DataNode | undefined, read: ReadText): readonly PromptPart[] {
  return itemsOf(messages).flatMap((message) => {
    const role = entryOf(message, 'role');
    const roleNode = role?.value;
    const name = roleNamed(stringOf(roleNode));
    return contentParts(nodeAt(message, 'content', 'parts'), name, message, roleNode, read);
  });
}

/** A text, or a list of blocks of which some are texts. */
export function contentParts(
  content: DataNode | undefined,
  role: PromptRole,
  whole: DataNode,
  roleNode: DataNode | undefined,
  read: ReadText,
): readonly PromptPart[] {
  const said = roleNode === undefined ? {} : { roleSpan: roleNode.span };
  if (content?.kind !== 'list') {
    return [{ role, span: whole.span, ...said, pieces: textNode(content) && content ? read(content) : [] }];
  }
  return content.items.map((block, index) => {
    const text = block.kind === 'scalar' ? block : nodeAt(block, 'text', 'content');
    return {
      role,
      span: block.span,
      ...(index === 0 ? said : {}),
      pieces: textNode(text) && text ? read(text) : [],
    };
  });
}

export function toolsOf(node: DataNode | undefined): readonly PromptTool[] {
  return itemsOf(node).flatMap((one) => toolOf(one)?.tool ?? []);
}

function toolOf(node: DataNode): { readonly tool: PromptTool; readonly hasSchema: boolean } | undefined {
  const only = textNode(node);
  if (only) return { tool: { name: only.value, nameSpan: node.span, span: node.span }, hasSchema: false };
  const inner = nodeAt(node, 'function', 'toolSpec') ?? node;
  const name = nodeAt(inner, 'name');
  const text = stringOf(name);
  if (name === undefined || text === undefined) return undefined;
  const hasSchema = entryOf(inner, 'input_schema', 'inputSchema', 'parameters') !== undefined;
  return { tool: { name: text, nameSpan: name.span, span: node.span }, hasSchema };
}

const markKeys: readonly string[] = ['cache_control', 'cachePoint', 'prompt_cache_breakpoint'];

/** Cache breakpoints, wherever they stand. */
export function marksOf(node: DataNode | undefined): readonly PromptMark[] {
  if (node?.kind === 'list') return node.items.flatMap(marksOf);
  if (node?.kind !== 'record') return [];
  return node.entries.flatMap(({ key, span, value }) => (markKeys.includes(key) ? [{ span }] : marksOf(value)));
}
