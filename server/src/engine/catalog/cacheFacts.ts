// The cache rules of each provider and generation: what has to be marked, how far a lookup reaches, how long entries live.
import type { Level } from '../model/index.ts';
import type { CacheFactsId, CatalogModel, ResolvedModel } from './catalogModel.ts';

export interface CacheTtl {
  readonly name: '5m' | '1h' | '30m' | '12h' | '24h';
  readonly seconds: number;
}

export interface CacheFacts {
  readonly id: CacheFactsId;
  /** Order in which the levels of a request are rendered; a change loses its level and every later one. */
  readonly wireOrder: readonly Level[];
  /** Nothing is cached without a breakpoint or automatic caching asked for. */
  readonly needsMark: boolean;
  /** The provider may miss even when every rule is met. Report a range, never a sure hit. */
  readonly bestEffort: boolean;
  /** Positions that a lookup checks from a breakpoint back, the breakpoint being the first. Absent: no limit, or no lookup. */
  readonly lookbackPositions?: number;
  /** A run of consecutive tool_use blocks, or of tool_result blocks, is one position. `unknown` off the Claude API. */
  readonly runsAreOnePosition?: boolean | 'unknown';
  /** Most breakpoints in one request, the automatic one included. */
  readonly markerLimit?: number;
  /** More marks than the limit: the request is refused, or the surplus is left out. */
  readonly surplusMarks?: 'refused' | 'dropped';
  /** Lifetimes on offer; the first is the default. Empty: not published. */
  readonly ttls: readonly CacheTtl[];
  /** Reads are counted in steps of this many tokens. */
  readonly granularity: number;
  /** Written tokens cost more than plain input. */
  readonly writeFee: boolean;
  /** Top-level automatic caching: the breakpoint moves with the end of the conversation. */
  readonly automaticMark: 'supported' | 'refused' | 'absent';
  /** Who shares entries. */
  readonly isolation: 'workspace' | 'organization' | 'unknown';
  /** The provider names the reason of a miss on request. */
  readonly diagnostics: boolean;
  readonly source: string;
  readonly checkedOn: string;
}

const wireOrder: readonly Level[] = ['tools', 'system', 'messages'];
const fiveMinutes: CacheTtl = { name: '5m', seconds: 300 };
const oneHour: CacheTtl = { name: '1h', seconds: 3600 };
const openaiGuide = {
  source: 'developers.openai.com/api/docs/guides/prompt-caching (2026-09-23)',
  checkedOn: '2026-11-20',
};

const byId: Readonly<Record<CacheFactsId, CacheFacts>> = {
  anthropic: {
    id: 'anthropic',
    wireOrder,
    needsMark: true,
    bestEffort: false,
    lookbackPositions: 20,
    runsAreOnePosition: true,
    markerLimit: 4,
    surplusMarks: 'refused',
    ttls: [fiveMinutes, oneHour],
    granularity: 1,
    writeFee: true,
    automaticMark: 'supported',
    isolation: 'workspace',
    diagnostics: true,
    source: 'platform.claude.com/docs/en/build-with-claude/prompt-caching (2026-08-22, 2026-09)',
    checkedOn: '2026-11-20',
  },
  'openai-breakpoints': {
    id: 'openai-breakpoints',
    wireOrder,
    needsMark: false,
    bestEffort: false,
    markerLimit: 4,
    surplusMarks: 'dropped',
    ttls: [
      { name: '30m', seconds: 1800 },
      { name: '12h', seconds: 43_200 },
    ],
    granularity: 1,
    writeFee: true,
    automaticMark: 'supported',
    isolation: 'organization',
    diagnostics: true,
    ...openaiGuide,
  },
  'openai-implicit': {
    id: 'openai-implicit',
    wireOrder,
    needsMark: false,
    bestEffort: true,
    ttls: [{ name: '24h', seconds: 86_400 }],
    granularity: 128,
    writeFee: false,
    automaticMark: 'absent',
    isolation: 'organization',
    diagnostics: false,
    ...openaiGuide,
  },
  'openai-prefix': {
    id: 'openai-prefix',
    wireOrder,
    needsMark: false,
    bestEffort: true,
    ttls: [fiveMinutes, { name: '24h', seconds: 86_400 }],
    granularity: 128,
    writeFee: false,
    automaticMark: 'absent',
    isolation: 'organization',
    diagnostics: false,
    ...openaiGuide,
  },
  'gemini-implicit': {
    id: 'gemini-implicit',
    wireOrder,
    needsMark: false,
    bestEffort: true,
    ttls: [],
    granularity: 1,
    writeFee: false,
    automaticMark: 'absent',
    isolation: 'unknown',
    diagnostics: false,
    source: 'ai.google.dev/gemini-api/docs/caching (2026-10-13)',
    checkedOn: '2026-11-20',
  },
  nova: {
    id: 'nova',
    wireOrder,
    needsMark: false,
    bestEffort: true,
    markerLimit: 4,
    surplusMarks: 'refused',
    ttls: [fiveMinutes],
    granularity: 1,
    writeFee: false,
    automaticMark: 'absent',
    isolation: 'organization',
    diagnostics: false,
    source: 'docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html (2026)',
    checkedOn: '2026-11-20',
  },
  'automatic-prefix': {
    id: 'automatic-prefix',
    wireOrder,
    needsMark: false,
    bestEffort: true,
    ttls: [],
    granularity: 1,
    writeFee: false,
    automaticMark: 'absent',
    isolation: 'unknown',
    diagnostics: false,
    source: 'price lists of the providers, which bill reads at a rate of their own (2026-11-10)',
    checkedOn: '2026-11-20',
  },
  none: {
    id: 'none',
    wireOrder,
    needsMark: false,
    bestEffort: false,
    ttls: [],
    granularity: 1,
    writeFee: false,
    automaticMark: 'absent',
    isolation: 'unknown',
    diagnostics: false,
    source: 'these models have no prompt cache',
    checkedOn: '2026-11-20',
  },
};

/** The cache rules of a model where its name says that it runs. */
export function cacheFactsOf(model: CatalogModel | ResolvedModel): CacheFacts {
  const facts = byId[model.cache];
  const platform = 'platform' in model ? model.platform : 'first-party';
  if (model.cache !== 'anthropic' || platform === 'first-party' || platform === 'gateway') return facts;
  const isLegacyBedrock = platform === 'bedrock' && model.tokenizer !== 'claude-4.7';
  return {
    ...facts,
    runsAreOnePosition: 'unknown',
    isolation: platform === 'azure' ? 'workspace' : 'organization',
    diagnostics: platform === 'azure',
    automaticMark: isLegacyBedrock ? 'refused' : facts.automaticMark,
  };
}
