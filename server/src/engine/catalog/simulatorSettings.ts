// A model's cache rules in the form that the simulators take as options.
import { cacheFactsOf } from './cacheFacts.ts';
import type { CatalogModel, ResolvedModel } from './catalogModel.ts';

export interface SimulatorSettings {
  readonly minimumPrefixTokens: number;
  readonly lookbackPositions: number;
  readonly markerLimit: number;
  readonly runCollapse: boolean;
  readonly automaticMark: 'supported' | 'refused';
  readonly keepsThinking: boolean;
  readonly defaultEffort: string;
}

/** Every recent model without a published minimum belongs to generations that start here. */
const presumedMinimum = 512;

/** Off the Claude API it is unknown whether runs of tool blocks count as one position; they are taken one by one there. */
export function simulatorSettingsOf(model: CatalogModel | ResolvedModel): SimulatorSettings {
  const facts = cacheFactsOf(model);
  return {
    minimumPrefixTokens: model.minimumPrefixTokens ?? presumedMinimum,
    lookbackPositions: facts.lookbackPositions ?? 20,
    markerLimit: facts.markerLimit ?? 4,
    runCollapse: facts.runsAreOnePosition === true,
    automaticMark: facts.automaticMark === 'supported' ? 'supported' : 'refused',
    keepsThinking: model.keepsThinking ?? true,
    defaultEffort: model.defaultEffort ?? 'high',
  };
}

export interface OpenAiSimulatorSettings {
  readonly generation: 'breakpoints' | 'intervals' | 'prefix';
  readonly minimumPrefixTokens: number;
  readonly granularity: number;
  readonly writeLimit: number;
  readonly defaultRetention: 'in_memory' | '24h';
}

/** Undefined for models that follow other rules than OpenAI's. */
export function openAiSettingsOf(model: CatalogModel | ResolvedModel): OpenAiSimulatorSettings | undefined {
  const facts = cacheFactsOf(model);
  const generation = openAiGenerations[facts.id];
  if (generation === undefined) return undefined;
  return {
    generation,
    minimumPrefixTokens: model.minimumPrefixTokens ?? 1024,
    granularity: facts.granularity,
    writeLimit: facts.markerLimit ?? 4,
    defaultRetention: facts.ttls[0]?.name === '24h' ? '24h' : 'in_memory',
  };
}

const openAiGenerations: Partial<Record<string, OpenAiSimulatorSettings['generation']>> = {
  'openai-breakpoints': 'breakpoints',
  'openai-implicit': 'intervals',
  'openai-prefix': 'prefix',
};
