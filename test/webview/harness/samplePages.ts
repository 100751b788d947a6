// Prompts to show: an agent of the usual size, and one with 128 tools and 200,000 tokens.
import { type CatalogModel, resolveModel } from '../../../server/src/engine/catalog/index.ts';
import { type PlanBlock, type PromptPlan, pack } from '../../../server/src/engine/profile/index.ts';
import type { PageBlock, PageFinding, ProfilePage, SourceRange } from '../../../server/src/protocol/index.ts';

interface Part {
  readonly level: PlanBlock['level'];
  readonly label: string;
  readonly tokens: number;
  readonly state?: PageBlock['state'];
  readonly text?: string;
  readonly mark?: { readonly ttl?: '5m' | '1h' };
}

interface Sample {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly model?: string;
  readonly findings?: readonly PageFinding[];
  readonly ticks?: number;
}

const uri = 'file:///workspace/src/agent.ts';

export function rangeAt(line: number): SourceRange {
  return { uri, start: { line, character: 2 }, end: { line, character: 40 } };
}

export function samplePage({
  name,
  parts,
  model: id = 'claude-sonnet-4-6',
  findings = [],
  ticks = 10,
}: Sample): ProfilePage {
  const model = resolveModel(id);
  const plan = planOf(parts);
  return {
    uri,
    version: 7,
    offset: 420,
    file: 'src/agent.ts',
    line: 42,
    callee: 'client.messages.create',
    key: name,
    ...(model === undefined
      ? { modelProblem: 'The source does not name the model.' }
      : { model: { packed: pack<CatalogModel>(model), id: model.id, isAssumed: false, hasPrices: true } }),
    plan: pack(plan),
    blocks: parts.map((part, index) => blockOf(part, index)),
    marks: parts.flatMap(({ mark }, block) => (mark === undefined ? [] : [{ block, ...mark }])),
    ...(model === undefined ? {} : { rules: rulesOf(model) }),
    scenario: {
      ticks,
      outputTokens: 200,
      reasoningTokens: 0,
      toolResultTokens: 300,
      gapSeconds: 5,
      tasksPerDay: 100,
      holeTokens: 50,
    },
    findings,
    holes: [
      { label: 'new Date().toISOString()', sample: '2026-11-20T09:30:00.000Z' },
      { label: 'question', sample: 'Where is my order 81234?' },
    ],
    providers: model === undefined ? [] : ['local', 'anthropic'],
    assumptions: ['1 part of unknown size counted as 50 tokens each'],
    sources: ['$3 in, $15 out per million tokens: platform.claude.com/docs, 2026-11-10'],
  };
}

export const supportAgent = samplePage({
  name: 'support agent',
  parts: [
    { level: 'tools', label: 'search_orders', tokens: 640 },
    { level: 'tools', label: 'refund_order', tokens: 520 },
    { level: 'tools', label: 'send_mail', tokens: 410 },
    { level: 'system', label: 'policy', tokens: 2_900, text: 'You are the support agent of a shop.' },
    { level: 'system', label: 'clock', tokens: 30, state: 'changing', text: 'It is {new Date().toISOString()}' },
    { level: 'messages', label: 'question', tokens: 240, state: 'partly', text: 'Where is my order?', mark: {} },
  ],
  findings: [
    {
      fingerprint: 'f1',
      rule: 'volatile-prefix',
      severity: 'warning',
      message: 'The clock changes on every request, so everything behind it is billed again.',
      href: 'docs/rules/volatile-prefix.md',
      range: rangeAt(12),
      block: 4,
      fixes: [{ title: 'Move the clock behind the last breakpoint', isSafe: true }],
    },
  ],
});

/** 128 tools and 200,000 tokens. */
export const largePage = samplePage({
  name: 'large',
  parts: [
    ...Array.from({ length: 128 }, (_, at): Part => ({ level: 'tools', label: `tool_${at}`, tokens: 880 })),
    { level: 'system', label: 'contract', tokens: 62_000, mark: {} },
    { level: 'system', label: 'rules', tokens: 22_400 },
    { level: 'messages', label: 'question', tokens: 2_960, mark: {} },
  ],
});

function planOf(parts: readonly Part[]): PromptPlan {
  const inputTokens = parts.reduce((sum, { tokens }) => sum + tokens, 346);
  return {
    blocks: parts.map(
      ({ level, label, tokens, state, mark }): PlanBlock => ({
        level,
        role: level === 'messages' ? 'user' : 'system',
        type: level === 'tools' ? 'tool' : 'text',
        ...(level === 'tools' ? { name: label } : {}),
        message: level === 'messages' ? 0 : -1,
        segments: [{ tokens, isRebuilt: state === 'changing' }],
        ...(mark === undefined ? {} : { mark }),
      }),
    ),
    inputTokens,
    cachedTokens: 0,
    isStable: parts.every(({ state }) => state === undefined),
    grows: true,
    service: 'standard',
    output: { thinks: 'no' },
  };
}

function blockOf({ level, label, tokens, state = 'stable', text = label }: Part, index: number): PageBlock {
  return {
    level,
    role: level === 'messages' ? 'user' : 'system',
    type: level === 'tools' ? 'tool' : 'text',
    label,
    tokens,
    state,
    segments: [
      {
        tokens: { tokens, low: tokens * 0.9, high: tokens * 1.1, method: 'estimate' },
        state,
        changes: state === 'stable' ? 'stable' : 'every request',
        why: text,
        excerpt: text,
        range: rangeAt(10 + index),
      },
    ],
    range: rangeAt(10 + index),
    isDoubtful: false,
  };
}

function rulesOf(model: CatalogModel): NonNullable<ProfilePage['rules']> {
  const isClaude = model.provider === 'anthropic';
  return {
    needsMark: isClaude,
    takesMarks: isClaude,
    isBestEffort: !isClaude,
    ...(isClaude ? { markLimit: 4, lookbackPositions: 20 } : {}),
    ...(model.minimumPrefixTokens === undefined ? {} : { minimumPrefixTokens: model.minimumPrefixTokens }),
    ttls: isClaude ? ['5m', '1h'] : [],
    source: 'platform.claude.com/docs, 2026-11-10',
  };
}
