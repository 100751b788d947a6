// What the profile of a call is made from: its plan, its run, other models to compare, and edits that move its marks.
import {
  type CacheFacts,
  type Catalog,
  type CatalogModel,
  cacheFactsOf,
  type ResolvedModel,
  resolveModel,
} from './catalog/index.ts';
import { estimateCall, limitOutput, outputLimitsOf, type TokenCounter } from './estimate/index.ts';
import { languageOf } from './languages/index.ts';
import type { AnalyzedCall, Fix, Scenario } from './model/index.ts';
import { type PromptPlan, profileRun, type Timeline, whyNoMark } from './profile/index.ts';
import { promptPlanOf } from './promptPlanOf.ts';
import { notWritable, placeMarks, type WantedMark } from './rules/index.ts';
import { compareTicks, layOut } from './segments/index.ts';

/** What a call was estimated with. */
export interface Priced {
  readonly model: ResolvedModel;
  /** False for a model that the catalog does not know. */
  readonly isPriced: boolean;
  readonly told: Partial<Scenario>;
  readonly catalog: Catalog;
  readonly discount: number;
}

export interface CallPlan {
  readonly plan: PromptPlan;
  /** The row that the run is simulated with; without prices where none are known. */
  readonly model: CatalogModel;
  readonly rules: CacheFacts;
}

/** The tokens of one prompt by a tokenizer, and the models that count so. */
export interface ComparedPlans {
  readonly plans: readonly PromptPlan[];
  readonly models: readonly { readonly model: CatalogModel; readonly plan: number }[];
}

export interface Profiling {
  /** The run of a call under a scenario, tick by tick. Another model counts with its own tokenizer. */
  readonly timeline: (call: AnalyzedCall, scenario: Scenario, model?: string) => Timeline | undefined;
  /** What `timeline` simulates, as plain data. */
  readonly planOf: (call: AnalyzedCall, scenario: Scenario, model?: string) => CallPlan | undefined;
  /** The prompt as the current models of the catalog count it. */
  readonly compareModels: (call: AnalyzedCall, scenario: Scenario) => ComparedPlans | undefined;
  /** For each block of the layout, whether a mark can stand behind it. */
  readonly markPlaces: (call: AnalyzedCall, read: ReadText) => readonly MarkPlace[];
  /** Edits after which the marks of the call stand where they are wanted; else a sentence that says why there are none. */
  readonly placeMarks: (call: AnalyzedCall, wanted: readonly WantedMark[], read: ReadText) => Fix | string;
}

/** Why no mark can stand behind a block: on the wire, and in the source. Sentences; absent where nothing stands against it. */
export interface MarkPlace {
  readonly noMark?: string;
  readonly notWritable?: string;
}

type ReadText = (path: string) => string | undefined;

export function createProfiling(
  pricedOf: (call: AnalyzedCall) => Priced | undefined,
  counter: TokenCounter,
): Profiling {
  const planOf: Profiling['planOf'] = (call, scenario, asked) => {
    const known = pricedOf(call);
    const model = asked === undefined ? known?.model : resolveModel(asked, known?.catalog);
    if (known === undefined || model === undefined) return undefined;
    const isOwn = asked === undefined || countsAlike(model, known.model);
    const counted = isOwn ? call : recounted(call, model, counter, scenario);
    return {
      plan: promptPlanOf(counted),
      model: asked === undefined && !known.isPriced ? withoutPrices(model) : model,
      rules: cacheFactsOf(model),
    };
  };
  return {
    planOf,
    timeline(call, scenario, asked) {
      const found = planOf(call, scenario, asked);
      return found && profileRun(found.plan, scenario, found.model);
    },
    compareModels(call, scenario) {
      const known = pricedOf(call);
      if (known === undefined) return undefined;
      const plans: PromptPlan[] = [];
      const byCount = new Map<string, number>();
      const models = known.catalog.models.flatMap((model) => {
        const isOwn = model.id === known.model.id;
        if (model.rates === undefined || (model.status !== 'current' && !isOwn)) return [];
        const key = countKey(model);
        const at = byCount.get(key) ?? plans.length;
        if (at === plans.length) {
          byCount.set(key, at);
          const alike = countsAlike(model, known.model);
          plans.push(promptPlanOf(alike ? call : recounted(call, model, counter, scenario)));
        }
        // The name in the source may be a regional one, with prices of its own.
        return [{ model: isOwn ? known.model : model, plan: at }];
      });
      return { plans, models };
    },
    markPlaces(call, read) {
      const known = pricedOf(call);
      const facts = known && cacheFactsOf(known.model);
      return call.layout.blocks.map((block, index): MarkPlace => {
        const isEmpty = block.type === 'text' && block.pieces.every((one) => one.kind === 'literal' && one.text === '');
        const noMark = facts === undefined ? undefined : whyNoMark(block, facts, isEmpty);
        const unwritten = notWritable({ analyzed: call, text: read, languageOf }, index);
        return {
          ...(noMark === undefined ? {} : { noMark }),
          ...(unwritten === undefined ? {} : { notWritable: unwritten }),
        };
      });
    },
    placeMarks: (call, wanted, read) => placeMarks({ analyzed: call, text: read, languageOf }, wanted),
  };
}

/** Of a model that lends a call its tokenizer and its cache rules. */
function withoutPrices({ rates: _rates, tier: _tier, fast: _fast, ...model }: ResolvedModel): CatalogModel {
  return model;
}

/** Tokens depend on these alone; what is read of them on the cache rules, too. */
function countKey({ tokenizer, format, toolPrompt, cache, minimumPrefixTokens }: CatalogModel): string {
  return JSON.stringify([tokenizer, format, toolPrompt, cache, minimumPrefixTokens]);
}

function countsAlike(a: CatalogModel, b: CatalogModel): boolean {
  return countKey(a) === countKey(b);
}

/** The call as another model counts it. */
function recounted(
  analyzed: AnalyzedCall,
  model: CatalogModel,
  counter: TokenCounter,
  scenario: Scenario,
): AnalyzedCall {
  const { call } = analyzed;
  const order = cacheFactsOf(model).wireOrder;
  const layout = layOut(call.request, order);
  const parting = call.next && compareTicks(layout, layOut(call.next, order));
  const estimate = estimateCall({
    request: call.request,
    layout,
    parting: parting?.segment,
    model,
    isPriced: true,
    modelAssumed: false,
    counter,
    scenario: limitOutput(outputLimitsOf(call.request), scenario, model),
    assumptions: [],
  });
  return { call, layout, estimate, patterns: analyzed.patterns };
}
