// The pipeline: from a document to its facts, layouts, estimates and findings. Read this first.
import {
  type Catalog,
  cacheFactsOf,
  effectsOfChanges,
  type ModelOverride,
  type ResolvedModel,
  resolveModel,
  smallerModelOf,
} from './catalog/index.ts';
import { type ChosenModel, chooseModel } from './chooseModel.ts';
import { estimateCall, limitOutput, outputLimitsOf, type TokenCounter } from './estimate/index.ts';
import { type Interpretation, interpret, type ModuleCache, type Sdks, type WorkspaceHost } from './interpret/index.ts';
import { languageOf } from './languages/index.ts';
import type {
  Analysis,
  AnalyzedCall,
  CallSite,
  Declarations,
  Facts,
  ModelCall,
  PatternShare,
  Request,
  Scenario,
  Severity,
} from './model/index.ts';
import { patternsOf, sharesOf } from './patterns/index.ts';
import { type PromptDocument, readPromptDocument } from './promptDocument.ts';
import { historyOf, type Recognized, recognizeAll } from './recognizers/index.ts';
import { type CheckedCall, checkRules, type ProviderLimits, ruleList } from './rules/index.ts';
import { nothingScanned, scanModule } from './scan/index.ts';
import { type CommentedDocument, scenarioToldAt, type ToldScenario } from './scenarioComment.ts';
import { compareTicks, layOut } from './segments/index.ts';
import { applySuppressions, type SuppressibleDocument, unusedSuppressionRule } from './suppressions.ts';
import type { Place } from './text/index.ts';

/** What analysing a document depends on besides the texts. */
export interface AnalyzeSettings {
  readonly rules: Readonly<Record<string, Severity>>;
  readonly scenario: Scenario;
  /** Model to assume where the source names none. */
  readonly defaultModel?: string;
  /** Models, aliases and prices of the user's own. */
  readonly models?: readonly ModelOverride[];
  /** Share taken off every price, 0 to 1. */
  readonly discount?: number;
  /** What the user tells of the code where it cannot be seen. */
  readonly declarations?: Declarations;
}

export interface AnalyzeInput {
  readonly path: string;
  readonly host: WorkspaceHost;
  /** Those that know the declarations of `settings`; the same object for the same cache. */
  readonly sdks: Sdks;
  readonly cache: ModuleCache;
  readonly counter: TokenCounter;
  /** The shipped models and those of `settings`. */
  readonly catalog: Catalog;
  readonly settings: AnalyzeSettings;
}

export interface AnalyzeOutput {
  readonly analysis: Analysis;
  /** What was read, for telling later whether the analysis still holds. */
  readonly reads: ReadonlyMap<string, string | undefined>;
  /** What each call was counted and priced with. */
  readonly models: ReadonlyMap<AnalyzedCall, EstimatedWith>;
}

/** The model of a call, and what a comment says of its use. */
export interface EstimatedWith extends ChosenModel {
  readonly told: Partial<Scenario>;
}

export function analyze(input: AnalyzeInput): AnalyzeOutput {
  const { path, host, cache, settings } = input;
  const seen = interpretSafely(input);
  const text = (one: string): string | undefined => seen.reads.get(one) ?? host.read(one);
  const { module } = seen;
  const prompts = createPromptDocuments(text);
  const prompt = languageOf(path) === undefined ? prompts(path) : undefined;
  const modelCalls = prompt?.modelCalls ?? modelCallsOf(seen);
  const scanned = module ? scanModule(module, text(path) ?? '', modelCalls) : nothingScanned;
  const { loops, fanOuts, toolDispatches, cacheAccesses, renders } = seen;
  const facts: Facts = {
    modelCalls,
    loops,
    fanOuts,
    toolDispatches,
    cacheAccesses,
    renders,
    ...scanned,
    notes: [...seen.notes, ...(prompt?.notes ?? [])],
  };
  const patterns = patternsOf(facts);
  const commented = new Map<string, CommentedDocument | undefined>();
  const toldAt = (place: Place): ToldScenario => {
    if (!commented.has(place.path)) {
      const content = text(place.path);
      const comments = content?.includes('hitrate ')
        ? (host.lower(place.path, content)?.comments ?? prompts(place.path)?.comments)
        : undefined;
      commented.set(place.path, content === undefined || !comments ? undefined : { text: content, comments });
    }
    return scenarioToldAt(commented.get(place.path), place.start);
  };
  const models = new Map<AnalyzedCall, EstimatedWith>();
  const checked = facts.modelCalls.map((call): CheckedCall => {
    const { chosen, told, ...one } = checkedCall(call, input, toldAt, sharesOf(patterns, call));
    models.set(one.analyzed, { ...chosen, told });
    return one;
  });
  const output = checkRules({
    facts,
    calls: checked,
    text,
    languageOf,
    moduleOf: (one) => {
      const content = text(one);
      return content === undefined ? undefined : host.lower(one, content);
    },
    severities: new Map(Object.entries(settings.rules)),
  });
  const findings = applySuppressions({
    findings: output.findings,
    documentAt: (one) => {
      const content = text(one);
      const module = content === undefined ? undefined : (host.lower(one, content) ?? withoutCode(prompts(one)));
      return content === undefined || !module ? undefined : { text: content, module };
    },
    complete: [path],
    ruleIds: new Set(ruleList.map((rule) => rule.id)),
    unused: settings.rules[unusedSuppressionRule] ?? 'hint',
  });
  const note = module?.note;
  const notes = [...facts.notes, ...output.notes, ...(note ? [{ place: { path, start: 0, end: 0 }, text: note }] : [])];
  const analysis: Analysis = {
    path,
    facts,
    calls: checked.map((one) => one.analyzed),
    findings,
    reads: [...cache.projects.realPaths(seen.reads.keys())],
    notes,
  };
  return { analysis, reads: seen.reads, models };
}

/** Prompt files, each read once. */
function createPromptDocuments(text: (path: string) => string | undefined) {
  const known = new Map<string, PromptDocument | undefined>();
  return (path: string): PromptDocument | undefined => {
    if (!known.has(path)) {
      const content = languageOf(path) === undefined ? text(path) : undefined;
      known.set(path, content === undefined ? undefined : readPromptDocument(path, content));
    }
    return known.get(path);
  };
}

/** JSON has no comments to write anything into. */
function withoutCode(document: PromptDocument | undefined): SuppressibleDocument['module'] | undefined {
  return document?.takesComments ? { comments: document.comments, body: [] } : undefined;
}

/** A document that drives the interpreter off its stack gets a note instead of findings. */
function interpretSafely({ path, host, sdks, cache, settings }: AnalyzeInput): Interpretation {
  try {
    const volatility = settings.declarations?.volatility;
    return interpret(path, host, { sdks, cache, ...(volatility === undefined ? {} : { volatility }) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const place = { path, start: 0, end: 0 };
    return {
      module: undefined,
      sites: [],
      loops: [],
      fanOuts: [],
      toolDispatches: [],
      cacheAccesses: [],
      renders: [],
      notes: [{ place, text: `This file could not be followed: ${why}` }],
      reads: new Map([[path, host.read(path)]]),
      steps: 0,
    };
  }
}

function modelCallsOf({ sites }: Interpretation): readonly ModelCall[] {
  const modelCalls: ModelCall[] = [];
  for (const site of sites) {
    for (const recognized of recognizeAll(site))
      if (recognized.request.operation !== 'count') modelCalls.push(modelCall(modelCalls.length, site, recognized));
  }
  return modelCalls;
}

function modelCall(id: number, site: CallSite, { request, next }: Recognized): ModelCall {
  const history = historyOf(request, next, site);
  const loops = site.frames.flatMap((frame) => frame.loops).filter((loop) => !loop.isRetry);
  const recursive = site.frames.some((frame) => frame.recursive);
  const grows = history.kind === 'appended' || history.kind === 'conversation' || history.kind === 'rewritten';
  return {
    id,
    site,
    request,
    ...(next ? { next } : {}),
    history,
    loops: loops.map((loop) => loop.id),
    recursive,
    fanOuts: site.fanOuts,
    repeated: loops.length > 0 || recursive || grows || request.innerLoop !== undefined || request.operation === 'loop',
  };
}

function checkedCall(
  call: ModelCall,
  { counter, catalog, settings }: AnalyzeInput,
  toldAt: (place: Place) => ToldScenario,
  patterns: readonly PatternShare[],
): CheckedCall & { readonly chosen: ChosenModel; readonly told: Partial<Scenario> } {
  const { request } = call;
  const { told, problems } = toldAt(call.site.place);
  const chosen = chooseModel(request, catalog, settings.defaultModel);
  const { model, isPriced, modelAssumed, assumptions } = chosen;
  const scenario = limitOutput(outputLimitsOf(request), { ...settings.scenario, ...told }, model);
  const order = cacheFactsOf(model).wireOrder;
  const layout = layOut(request, order);
  const parting = call.next && compareTicks(layout, layOut(call.next, order));
  const estimate = estimateCall({
    request,
    layout,
    parting: parting?.segment,
    model,
    isPriced,
    modelAssumed,
    counter,
    scenario,
    assumptions: [...assumptions, ...problems],
  });
  const analyzed: AnalyzedCall = { call, layout, estimate, patterns };
  return { analyzed, limits: limitsOf(model, request, modelAssumed, catalog), scenario, chosen, told };
}

/** Limits of an assumed model are the provider's common ones: the minimum differs per model and is left out. */
function limitsOf(model: ResolvedModel, request: Request, assumed: boolean, catalog: Catalog): ProviderLimits {
  if (request.provider === 'unknown') return { needsMark: false, lifetimes: {}, changes: {} };
  const facts = cacheFactsOf(model);
  const { rates, minimumPrefixTokens } = model;
  return {
    needsMark: facts.needsMark,
    ...(facts.markerLimit === undefined ? {} : { markLimit: facts.markerLimit }),
    ...(facts.lookbackPositions === undefined ? {} : { lookback: facts.lookbackPositions }),
    ...(facts.runsAreOnePosition === undefined ? {} : { runsAreOnePosition: facts.runsAreOnePosition }),
    lifetimes: Object.fromEntries(facts.ttls.map(({ name, seconds }) => [name, seconds])),
    changes: effectsOfChanges(model),
    ...(assumed ? {} : prefillOf(request, catalog)),
    ...(assumed || model.batch === undefined || model.platform === 'gateway'
      ? {}
      : { batchMultiplier: Number(model.batch.numerator) / Number(model.batch.denominator) }),
    ...(assumed || request.models.length !== 1 ? {} : ofOneModel(model, request, catalog)),
    ...(assumed || minimumPrefixTokens === undefined ? {} : { minimumTokens: minimumPrefixTokens }),
    ...leastMinimum(request.provider, catalog),
    ...(rates ? { inputRate: rates.input } : {}),
    ...(rates?.read === undefined
      ? {}
      : { readRate: rates.read, readMultiplier: Number(rates.read) / Number(rates.input) }),
    ...(rates?.write5m === undefined
      ? {}
      : { writeRate: rates.write5m, writeMultiplier: Number(rates.write5m) / Number(rates.input) }),
    ...(rates?.write1h === undefined ? {} : { hourWriteRate: rates.write1h }),
  };
}

/** Input that is so many times cheaper makes a model a small one beside another. */
const timesCheaper = 4n;

function ofOneModel(
  model: ResolvedModel,
  { provider }: Request,
  catalog: Catalog,
): Pick<ProviderLimits, 'outputRate' | 'takesTemperature' | 'smaller'> {
  // A platform that resells the model need not have its siblings.
  const smaller = model.provider === provider ? smallerModelOf(model, catalog, timesCheaper) : undefined;
  return {
    ...(model.rates ? { outputRate: model.rates.output } : {}),
    ...(model.temperature === undefined ? {} : { takesTemperature: model.temperature }),
    ...(smaller?.rates === undefined ? {} : { smaller: { id: smaller.id, inputRate: smaller.rates.input } }),
  };
}

/** Where the source leaves a choice of models, one that takes the request is enough. */
function prefillOf({ models }: Request, catalog: Catalog): Pick<ProviderLimits, 'acceptsPrefill'> {
  const accepted = models.map((name) => resolveModel(name, catalog)?.prefill);
  return { acceptsPrefill: !accepted.every((one) => one === false) };
}

function leastMinimum(provider: Request['provider'], { models }: Catalog): Pick<ProviderLimits, 'leastMinimumTokens'> {
  const minimums = models
    .filter((model) => model.provider === provider)
    .flatMap((model) => model.minimumPrefixTokens ?? []);
  return minimums.length === 0 ? {} : { leastMinimumTokens: Math.min(...minimums) };
}
