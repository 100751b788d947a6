// Reads tool definitions of a Messages body.
import type { WireBlock } from '../simulator/index.ts';
import { type BodyError, badRequest } from './bodyError.ts';
import { isObject, type JsonObject, renderedWithout } from './json.ts';
import { markOf } from './mark.ts';

export function claudeTools(tools: unknown): readonly JsonObject[] | BodyError {
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools)) return badRequest('tools: Input should be a valid list', 'tools');
  const names = new Set<string>();
  for (const [at, tool] of tools.entries()) {
    if (!isObject(tool)) return badRequest(`tools.${at}: Input should be a valid dictionary`, `tools.${at}`);
    const isCustom = tool.type === undefined || tool.type === null || tool.type === 'custom';
    if (isCustom && typeof tool.name !== 'string')
      return badRequest(`tools.${at}.name: Field required`, `tools.${at}.name`);
    if (isCustom && !isObject(tool.input_schema)) {
      return badRequest(`tools.${at}.input_schema: Field required`, `tools.${at}.input_schema`);
    }
    if (typeof tool.name !== 'string') continue;
    if (names.has(tool.name)) return badRequest('tools: Tool names must be unique.', 'tools');
    names.add(tool.name);
  }
  return tools as readonly JsonObject[];
}

export function claudeTool(tool: JsonObject, tokens: number): WireBlock {
  return {
    type: 'tool',
    text: renderedWithout(tool, 'cache_control'),
    tokens,
    ...(typeof tool.name === 'string' ? { name: tool.name } : {}),
    ...(tool.defer_loading === true ? { deferred: true } : {}),
    ...(isObject(tool.cache_control) ? { mark: markOf(tool.cache_control) } : {}),
  };
}
