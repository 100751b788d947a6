// Makes an engine from what it cannot have itself: the parser's WebAssembly and the tokenizer's encoders.
import { type AnalyzeInput, type AnalyzeSettings, analyze } from './analyze.ts';
import { type Catalog, extendCatalog, type ResolvedModel, resolveModel, shippedCatalog } from './catalog/index.ts';
import { describePrices } from './describePrices.ts';
import { engineBasics } from './engineBasics.ts';
import {
  createTokenCounter,
  type EncoderSource,
  formatMoney,
  formatRate,
  formatTokens,
  offeredService,
  priceTick,
  serviceOf,
} from './estimate/index.ts';
import { createModuleCache, forgetText } from './interpret/index.ts';
import { createLowering, languageOf } from './languages/index.ts';
import type {
  Analysis,
  AnalyzedCall,
  Declarations,
  DeclaredWrapper,
  Money,
  Scenario,
  TickUsage,
  TokenCount,
} from './model/index.ts';
import { createProfiling, type Priced, type Profiling } from './profiling.ts';
import {
  declaredCalls,
  isCandidate,
  isDefinition,
  isRequest,
  isSdk,
  signsOf,
  transparentHelper,
} from './recognizers/index.ts';
import { isRelevant } from './relevance.ts';
import { createProjects } from './resolve/index.ts';
import type { Rule } from './rules/index.ts';
import { type SampledBody, type SampleInput, sampleBody } from './sampleBody.ts';
import { createSyntax, type SyntaxOptions } from './syntax/index.ts';

/** Files as they are at one moment. Paths are absolute, with forward slashes. */
export interface Snapshot {
  /**
   * Text of the file; undefined when it does not exist or is not text. The same text while it is unchanged. A path that ends in a slash
   * names a folder, whose text is the names in it, sorted, one a line, those of folders with a slash at the end; undefined where folders
   * cannot be listed: workspaces are then unknown.
   */
  readonly read: (path: string) => string | undefined;
  /** Documents open in an editor have a version: they are parsed incrementally. */
  readonly versionOf?: (path: string) => number | undefined;
}

export interface EngineSettings extends AnalyzeSettings {
  /** Folders that absolute imports and path mappings are resolved in. */
  readonly roots: readonly string[];
}

export type RuleInfo = Pick<Rule, 'id' | 'severity' | 'docs' | 'summary' | 'fix' | 'since'>;

export interface SampleWish extends Omit<SampleInput, 'model' | 'count'> {
  /** Instead of the one in the source. */
  readonly model?: string;
}

export interface Engine extends Profiling {
  /** Never throws for any text. Kept while nothing that was read, and no setting, has changed. */
  readonly analyze: (path: string, snapshot: Snapshot, settings: EngineSettings) => Analysis;
  /** Cheap: whether a file by itself can hold a model call. */
  readonly isRelevant: (text: string, wrappers?: readonly DeclaredWrapper[]) => boolean;
  readonly rules: readonly RuleInfo[];
  /** The catalog that ships has a model of this name. */
  readonly knowsModel: (name: string) => boolean;
  readonly formatMoney: (money: Money) => string;
  readonly formatTokens: (count: TokenCount) => string;
  /** `≈5,300 tok · $0.0223 cold · $0.0068 warm · 85% hit · 3 findings` */
  readonly lensText: (call: AnalyzedCall, findings: number) => string;
  /** The prices and limits that a call was estimated with, each with its source and date, a line each. */
  readonly priceSources: (call: AnalyzedCall) => readonly string[];
  /** The scenario of a call: what a comment at it says wins over the given one. */
  readonly scenarioOf: (call: AnalyzedCall, scenario: Scenario) => Scenario;
  /** The request of one tick, with sample values for what is known only at run time; undefined where none can be sent. */
  readonly sample: (call: AnalyzedCall, wanted: SampleWish) => SampledBody | undefined;
  /** Tokens of a text for a model of the catalog. */
  readonly countText: (text: string, model: string) => number;
  /** Price of a tick of the call by the prices that hold for it. */
  readonly priceOf: (call: AnalyzedCall, usage: TickUsage, model?: string) => Money | undefined;
  /**
   * Counts are rough until this resolves; analyses are to be made again then. Absent where they never are. Never rejects.
   */
  readonly counted?: Promise<void>;
  /** Drops the analysis that is kept of a document nobody will ask for again; as a module it is still known. */
  readonly release: (path: string) => void;
  /** Drops what is kept for a document that was closed. */
  readonly forget: (path: string) => void;
  readonly dispose: () => void;
}

export interface EngineResources {
  readonly parser: SyntaxOptions;
  readonly encoders: EncoderSource;
  /** Resolves once `encoders` gives encoders that it did not give before. */
  readonly counted?: Promise<void>;
}

interface KeptAnalysis {
  readonly analysis: Analysis;
  readonly reads: ReadonlyMap<string, string | undefined>;
  readonly settings: string;
}

/** Those who know the SDKs and what the user told of, and the modules as they see them. */
type Knowing = Pick<AnalyzeInput, 'sdks' | 'cache'>;

const keptAnalyses = 256;
/** Packages of a workspace may each have a config of their own. */
const keptDeclarations = 8;
const keptCatalogs = 8;

export async function createEngine(resources: EngineResources): Promise<Engine> {
  const syntax = await createSyntax(resources.parser);
  const counter = createTokenCounter(resources.encoders);
  const kept = new Map<string, KeptAnalysis>();
  const counted = resources.counted?.then(() => kept.clear());
  const projects = createProjects();
  const knowing = new Map<string, Knowing>();
  const lowering = createLowering(syntax, {
    onReplaced: (path) => {
      for (const { cache } of knowing.values()) forgetText(cache, path);
    },
  });

  /** What the modules of the workspace come to depends on the declarations: each set of them has modules of its own. */
  const knowingOf = (declarations: Declarations): Knowing => {
    const key = JSON.stringify(declarations);
    const known = knowing.get(key) ?? {
      sdks: {
        isCandidate,
        isDefinition,
        isRequest,
        helper: transparentHelper,
        signsOf,
        declared: declaredCalls(declarations),
      },
      cache: createModuleCache(projects),
    };
    remember(knowing, key, known, keptDeclarations);
    return known;
  };

  const catalogs = new Map<string, Catalog>();
  const catalogOf = ({ models = [], discount = 0 }: EngineSettings): Catalog => {
    if (models.length === 0 && discount === 0) return shippedCatalog;
    const key = JSON.stringify([models, discount]);
    const catalog = catalogs.get(key) ?? extendCatalog(models, discount);
    remember(catalogs, key, catalog, keptCatalogs);
    return catalog;
  };
  const priced = new WeakMap<AnalyzedCall, Priced>();

  const profiling = createProfiling((call) => priced.get(call), counter);
  const modelFor = (call: AnalyzedCall, asked: string | undefined): ResolvedModel | undefined => {
    const known = priced.get(call);
    return asked === undefined ? known?.model : resolveModel(asked, known?.catalog);
  };

  const isCurrent = (one: KeptAnalysis, read: Snapshot['read'], settings: string): boolean => {
    if (one.settings !== settings) return false;
    for (const [path, text] of one.reads) if (read(path) !== text) return false;
    return true;
  };

  return {
    analyze(path, snapshot, settings) {
      const key = JSON.stringify(settings);
      const read = projects.reader(snapshot.read, settings.roots);
      const known = kept.get(path);
      if (known && isCurrent(known, read, key)) return known.analysis;
      const lower = (one: string, text: string) => {
        const language = languageOf(one);
        if (language === undefined) return undefined;
        const version = snapshot.versionOf?.(one);
        return lowering.lower({ path: one, text, language, ...(version === undefined ? {} : { version }) });
      };
      const { declarations = {} } = settings;
      const host = {
        read,
        lower,
        roots: settings.roots,
        isRelevant: (text: string) => isRelevant(text, declarations.wrappers),
        isSdk,
      };
      const catalog = catalogOf(settings);
      const input = { path, host, ...knowingOf(declarations), counter, catalog, settings };
      const { analysis, reads, models } = analyze(input);
      for (const [call, chosen] of models) priced.set(call, { ...chosen, catalog, discount: settings.discount ?? 0 });
      remember(kept, path, { analysis, reads, settings: key }, keptAnalyses);
      return analysis;
    },
    ...engineBasics,
    ...(counted === undefined ? {} : { counted }),
    formatTokens,
    lensText,
    priceSources(call) {
      const known = priced.get(call);
      return known?.isPriced === true ? describePrices(known.model, known.discount) : [];
    },
    scenarioOf: (call, scenario) => ({ ...scenario, ...priced.get(call)?.told }),
    ...profiling,
    sample(call, { model: asked, ...input }) {
      const model = modelFor(call, asked);
      // A name of the user's own means nothing to a provider.
      if (model === undefined || resolveModel(model.id) === undefined) return undefined;
      return sampleBody(call, { ...input, model, count: (text) => counter.count(text, model.tokenizer).tokens });
    },
    countText: (text, name) => counter.count(text, resolveModel(name)?.tokenizer ?? 'unknown').tokens,
    priceOf(call, usage, asked) {
      const model = modelFor(call, asked);
      if (model === undefined || (asked === undefined && priced.get(call)?.isPriced !== true)) return undefined;
      return priceTick(model, usage, { service: offeredService(serviceOf(call.call.request), model) });
    },
    release: (path) => void kept.delete(path),
    forget(path) {
      kept.delete(path);
      lowering.forget(path);
    },
    dispose() {
      kept.clear();
      knowing.clear();
      lowering.dispose();
      syntax.dispose();
    },
  };
}

/** Keeps what was asked for last. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}

function lensText({ estimate }: AnalyzedCall, findings: number): string {
  const parts = [`${formatTokens({ ...estimate.input, method: 'estimate' })} tok`];
  if (estimate.cold !== undefined) parts.push(`${formatMoney(estimate.cold)} cold`);
  if (estimate.warm !== undefined) parts.push(`${formatMoney(estimate.warm)} warm`);
  if (estimate.cold !== undefined) parts.push(`${formatRate(estimate.hitRate)} hit`);
  if (findings > 0) parts.push(findings === 1 ? '1 finding' : `${findings} findings`);
  return parts.join(' · ');
}
