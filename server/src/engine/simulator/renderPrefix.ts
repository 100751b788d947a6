// Renders a request into the one list of units that the cache sees, each with the hash of everything up to it.
import { hashText } from './hash.ts';
import type { AnthropicOptions } from './simulatorOptions.ts';
import type { BlockAddress, WireBlock, WireLevel, WireMessage, WireParams, WireRequest } from './wireRequest.ts';

/** A parameter that the prefix depends on. */
export type ParamName = keyof WireParams | 'images';

interface UnitBase {
  readonly level: WireLevel;
  /** Hash of this unit alone. */
  readonly digest: string;
  /** Hash of the prefix that ends here. */
  readonly hash: string;
  /** Tokens of the prefix that ends here. */
  readonly tokens: number;
}

export interface BlockUnit extends UnitBase {
  readonly kind: 'block';
  readonly block: WireBlock;
  readonly address: BlockAddress;
  /** Counted from 0 in wire order; the blocks of a collapsed run share one. */
  readonly position: number;
}

/** Request parameters take no position, but what stands behind them depends on them. */
export interface ParamUnit extends UnitBase {
  readonly kind: 'param';
  readonly param: ParamName;
}

export type Unit = BlockUnit | ParamUnit;

export interface Prefix {
  readonly units: readonly Unit[];
  /** All input tokens, the tail included. */
  readonly total: number;
}

interface KnownHash {
  readonly level: WireLevel;
  readonly role: string;
  readonly digest: string;
  /** Hashes of the prefixes that end in front of the block and behind it. */
  readonly before: string;
  readonly hash: string;
}

/** Hashes of blocks by identity, as they were last asked for: a turn that is appended keeps the block objects in front of it. */
const knownHashes = new WeakMap<WireBlock, KnownHash>();

export function renderPrefix(request: WireRequest, options: AnthropicOptions): Prefix {
  const units: Unit[] = [];
  let hash = '';
  let tokens = 0;
  let position = -1;
  let lastType = '';

  const addParam = (level: WireLevel, param: ParamName, value: string): void => {
    const digest = hashText(value, param);
    hash = hashText(digest, hash);
    units.push({ kind: 'param', level, param, digest, hash, tokens });
  };
  const addBlock = (block: WireBlock, role: string, address: BlockAddress): void => {
    const isRun = block.type === 'tool_use' || block.type === 'tool_result';
    if (!(options.runCollapse && isRun && lastType === block.type)) position++;
    lastType = block.type;
    const known = hashesOf(block, address.level, role, hash);
    const { digest } = known;
    hash = known.hash;
    tokens += block.tokens;
    units.push({ kind: 'block', level: address.level, block, address, position, digest, hash, tokens });
  };

  const { params, overhead } = request;
  const thinkingLevel = options.thinkingLoses;
  const addThinking = (level: WireLevel): void => {
    if (thinkingLevel !== level) return;
    addParam(level, 'thinking', params.thinking ?? '');
    addParam(level, 'effort', params.effort ?? options.defaultEffort);
  };

  addThinking('tools');
  const tools = request.tools.map((block, index) => ({ block, index })).filter(({ block }) => block.deferred !== true);
  if (tools.length > 0) tokens += overhead?.tools ?? 0;
  for (const { block, index } of tools) addBlock(block, '', { level: 'tools', index });

  addParam('system', 'webTools', params.webTools ?? '');
  addParam('system', 'citations', String(params.citations ?? false));
  addParam('system', 'speed', params.speed ?? 'standard');
  addParam('system', 'skills', params.skills ?? '');
  addThinking('system');
  for (const [index, block] of request.system.entries()) addBlock(block, '', { level: 'system', index });

  addParam('messages', 'toolChoice', params.toolChoice ?? 'auto');
  addParam('messages', 'disableParallelToolUse', String(params.disableParallelToolUse ?? false));
  addParam('messages', 'outputFormat', params.outputFormat ?? '');
  addParam('messages', 'taskBudget', params.taskBudget ?? '');
  if (options.imagesInvalidate) addParam('messages', 'images', String(hasImage(request)));
  addThinking('messages');
  tokens += overhead?.messages ?? 0;
  const stripBefore = options.keepsThinking ? 0 : lastPlainUserMessage(request.messages);
  for (const [message, { role, blocks }] of request.messages.entries()) {
    for (const [index, block] of blocks.entries()) {
      if (message < stripBefore && isThinking(block)) continue;
      addBlock(block, role, { level: 'messages', message, index });
    }
  }
  return { units, total: tokens + (overhead?.tail ?? 0) };
}

export function isThinking(block: WireBlock): boolean {
  return block.type === 'thinking' || block.type === 'redacted_thinking';
}

function hashesOf(block: WireBlock, level: WireLevel, role: string, before: string): KnownHash {
  const known = knownHashes.get(block);
  const isSame = known?.level === level && known.role === role;
  if (isSame && known.before === before) return known;
  const digest = isSame ? known.digest : hashText(block.text, `${level} ${role} ${block.type}`);
  const found = { level, role, digest, before, hash: hashText(digest, before) };
  knownHashes.set(block, found);
  return found;
}

function hasImage(request: WireRequest): boolean {
  return (
    request.system.some(({ type }) => type === 'image') ||
    request.messages.some(({ blocks }) => blocks.some(({ type }) => type === 'image'))
  );
}

/** Index of the last user message that is more than tool results, 0 when there is none. */
function lastPlainUserMessage(messages: readonly WireMessage[]): number {
  return Math.max(
    0,
    messages.findLastIndex(({ role, blocks }) => role === 'user' && blocks.some(({ type }) => type !== 'tool_result')),
  );
}
