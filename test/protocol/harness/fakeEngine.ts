// An engine that reads simple words instead of code, so that tests of the server and the command line depend on no rule.
import {
  type Analysis,
  type AnalyzedCall,
  type Engine,
  type EngineBasics,
  type Finding,
  type Fix,
  languageOf,
  type Part,
  type Place,
  type Snapshot,
  type TokenCount,
} from '../../../server/src/engine/index.ts';

export interface FakeEngines {
  readonly basics: EngineBasics;
  readonly create: () => Promise<Engine>;
  /** Engines made so far. */
  readonly created: () => number;
  /** Paths in the order of their analyses. */
  readonly analyzed: readonly string[];
}

/**
 * Knows these words: `model(…)` is a model call; `CLOCK` a warning with a safe fix; `RANDOM` a warning with an unsafe fix;
 * `CHAIN` is fixed to a `CLOCK`, `FLIP` to a `FLOP` and back, `PAIR` by edits of its own file and of all that it uses; `NOTE` an information, `WHISPER` a hint, `BROKEN` an error; `use "./other.ts"` carries over the findings of another file;
 * `CRASH` throws in the first engine, `POISON` in every one.
 */
export function createFakeEngines(): FakeEngines {
  const analyzed: string[] = [];
  let created = 0;
  return {
    basics,
    create: async () => fakeEngine(++created, analyzed),
    created: () => created,
    analyzed,
  };
}

const rules = [
  rule('volatile-prefix', 'warning', 'safe'),
  rule('user-data-in-system', 'warning', 'unsafe'),
  rule('unsorted-tools', 'hint', 'none'),
  rule('unused-suppression', 'hint', 'safe'),
  rule('per-item-call', 'information', 'none'),
  rule('too-many-breakpoints', 'error', 'none'),
];

interface Word {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly fix: Fix['applicability'] | undefined;
  /** Without one the word becomes `fixed`. */
  readonly newText?: string;
}

const words = {
  CLOCK: { rule: 'volatile-prefix', severity: 'warning', fix: 'safe' },
  RANDOM: { rule: 'user-data-in-system', severity: 'warning', fix: 'unsafe' },
  CHAIN: { rule: 'volatile-prefix', severity: 'warning', fix: 'safe', newText: 'CLOCK' },
  FLIP: { rule: 'volatile-prefix', severity: 'warning', fix: 'safe', newText: 'FLOP' },
  FLOP: { rule: 'volatile-prefix', severity: 'warning', fix: 'safe', newText: 'FLIP' },
  PAIR: { rule: 'volatile-prefix', severity: 'warning', fix: 'safe' },
  NOTE: { rule: 'per-item-call', severity: 'information', fix: undefined },
  WHISPER: { rule: 'unsorted-tools', severity: 'hint', fix: undefined },
  BROKEN: { rule: 'too-many-breakpoints', severity: 'error', fix: undefined },
} as const satisfies Record<string, Word>;

const wordPattern = new RegExp(`\\b(?:${Object.keys(words).join('|')})\\b`, 'g');

const basics: EngineBasics = {
  rules,
  isRelevant: (text) => /model\(|CLOCK|POISON|CRASH/.test(text),
  knowsModel: (name) => name !== 'gpt-9-max' && name !== 'prod',
  formatMoney: (money) => `$${(Number(money) / 1e12).toFixed(4)}`,
};

function fakeEngine(number: number, log: string[]): Engine {
  return {
    ...basics,
    formatTokens: ({ tokens }) => `≈${tokens}`,
    lensText: ({ estimate }, findings) => `≈${estimate.input.tokens} tok · ${findings} findings`,
    priceSources: () => ['Prices of the price list, 2026-01-01'],
    scenarioOf: (_call, scenario) => scenario,
    timeline: (call, scenario) => ({
      model: 'fake-model',
      outputTokens: 200,
      ticks: Array.from({ length: scenario.ticks }, (_, at) => ({
        usage: { fresh: 100, write5m: at === 0 ? 1_000 : 0, write1h: 0, read: at === 0 ? 0 : 1_000, output: 200 },
        cost: BigInt(call.estimate.input.tokens) * 1_000_000n,
        outputCost: 1_000_000n,
        costs: undefined,
        hitRate: at === 0 ? 0 : 1_000 / 1_100,
        uncached: 9_000_000_000n,
      })),
      uncached: 9_000_000_000n,
    }),
    planOf: () => undefined,
    compareModels: () => undefined,
    markPlaces: () => [],
    placeMarks: () => 'The fake engine moves nothing.',
    analyze: (path, snapshot, settings) => {
      log.push(path);
      const text = snapshot.read(path) ?? '';
      if (text.includes('POISON') || (number === 1 && text.includes('CRASH'))) throw new Error(`engine ${number} died`);
      const calls = callsOf(path, text, settings.scenario.ticks);
      const findings = [path, ...importsOf(path, text)].flatMap((each) =>
        findingsOf(each, snapshot.read(each) ?? '', settings.rules, calls[0]),
      );
      return {
        path,
        calls,
        findings,
        reads: [path, ...importsOf(path, text)],
        notes: [],
        facts: noFacts,
      } satisfies Analysis;
    },
    sample: () => undefined,
    countText: (text) => text.length,
    priceOf: () => undefined,
    release: () => undefined,
    forget: () => undefined,
    dispose: () => undefined,
  };
}

const noFacts: Analysis['facts'] = {
  modelCalls: [],
  loops: [],
  fanOuts: [],
  toolDispatches: [],
  cacheAccesses: [],
  callFlows: [],
  unmarkedErrors: [],
  itemCalls: [],
  offlineCalls: [],
  dependentCalls: [],
  answerUses: [],
  resultCaches: [],
  promptClocks: [],
  shortenedMessages: [],
  renders: [],
  notes: [],
};

function rule(id: string, severity: Finding['severity'], fix: 'safe' | 'unsafe' | 'none'): Engine['rules'][number] {
  const docs = { what: `What ${id} is.`, why: `Why ${id} costs.`, fix: `How to mend ${id}.`, whenNotToUse: 'Never.' };
  return { id, severity, fix, since: '0.1.0', summary: `Summary of ${id}`, docs };
}

function importsOf(path: string, text: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return [...text.matchAll(/use "\.\/([\w.]+)"/g)].map((match) => `${folder}/${match[1]}`);
}

function findingsOf(
  path: string,
  text: string,
  severities: Readonly<Record<string, string>>,
  call: AnalyzedCall | undefined,
): Finding[] {
  return [...text.matchAll(wordPattern)].flatMap((match): Finding[] => {
    const word: Word = words[match[0] as keyof typeof words];
    const severity = severities[word.rule] ?? word.severity;
    if (severity === 'off') return [];
    const place: Place = { path, start: match.index, end: match.index + match[0].length };
    return [
      {
        rule: word.rule,
        severity: severity as Finding['severity'],
        place,
        messageId: 'found',
        data: {},
        message: `${match[0]} breaks the prefix.`,
        related: call === undefined ? [] : [{ place: call.call.site.calleePlace, message: 'sent by `model`' }],
        effect: { tokens: 4_700, money: 14_100_000_000n, each: 'tick' },
        fixes:
          word.fix === undefined ? [] : [replacement(place, word, match[0] === 'PAIR' ? importsOf(path, text) : [])],
        suppressAt: text.lastIndexOf('\n', match.index - 1) + 1,
        ...(call === undefined ? {} : { call: call.call.id }),
      },
    ];
  });
}

function replacement(place: Place, { fix = 'safe', newText = 'fixed' }: Word, others: readonly string[]): Fix {
  const changes = others.map((path) => ({ path, edits: [{ span: { start: 0, end: 0 }, newText: '// paired\n' }] }));
  return {
    title: 'Replace it',
    applicability: fix,
    alters: [],
    changes: [{ path: place.path, edits: [{ span: place, newText }] }, ...changes],
  };
}

function callsOf(path: string, text: string, ticks: number): AnalyzedCall[] {
  return [...text.matchAll(/(?:model|again)\(([^)]*)\)/g)].map((match, id): AnalyzedCall => {
    const place: Place = { path, start: match.index, end: match.index + match[0].length };
    const calleePlace: Place = { ...place, end: place.start + 'model'.length };
    return {
      call: {
        id,
        site: {
          place,
          calleePlace,
          language: languageOf(path) ?? 'typescript',
          callee: { path: ['model'], label: 'model' },
          args: { positional: [], keywords: { kind: 'record', fields: [], place }, open: false },
          frames: [],
          fanOuts: [],
          awaited: true,
          packages: [],
        },
        request: {
          sdk: 'fake',
          provider: 'anthropic',
          api: 'messages',
          operation: 'create',
          sureness: 'sure',
          models: ['fake-model'],
          system: systemPart(place),
          params: new Map(),
          cacheMode: 'explicit',
          hiddenMarks: false,
        },
        history: { kind: 'one-shot' },
        loops: [],
        recursive: false,
        fanOuts: [],
        // `again(…)` is a call in a loop.
        repeated: match[0].startsWith('again'),
      },
      layout: {
        blocks: [],
        segments: [
          {
            index: 0,
            level: 'system',
            role: 'system',
            block: 0,
            kind: 'text',
            pieces: [{ kind: 'literal', text: match[1] ?? '', place }],
            volatility: { changes: 'never', varies: 'nobody', sureness: 'sure' },
            presence: 'always',
            repeated: false,
            place,
          },
        ],
        breakpoints: [],
        stableSegments: 1,
      },
      patterns: [],
      estimate: {
        model: 'fake-model',
        modelAssumed: false,
        input: tokens(1_000 + ticks),
        segments: [tokens(1_000)],
        breakpoints: [],
        stablePrefix: tokens(1_000),
        cachedPrefix: tokens(0),
        output: 200,
        uncached: 3_000_000_000n,
        cold: 3_000_000_000n,
        warm: 3_000_000_000n,
        hitRate: 0,
        assumptions: [],
      },
    };
  });
}

function systemPart(place: Place): Part {
  const volatility = { changes: 'never', varies: 'nobody', sureness: 'sure' } as const;
  const value = { kind: 'text', pieces: [], place } as const;
  return { level: 'system', blocks: [], open: false, order: { fixed: true }, membership: volatility, place, value };
}

function tokens(count: number): TokenCount {
  return { tokens: count, low: count, high: count, method: 'estimate' };
}

/** A snapshot over a few texts, for tests that need no disk. */
export function snapshotOf(texts: Readonly<Record<string, string>>): Snapshot {
  return { read: (path) => texts[path] };
}
