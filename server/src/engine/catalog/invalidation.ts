// What a change between two requests loses of the cache, level by level.
import type { Level } from '../model/index.ts';
import type { CatalogModel } from './catalogModel.ts';

const requestChanges = [
  'tools',
  'model',
  'web-tools',
  'citations',
  'speed',
  'system',
  'skills',
  'tool-choice',
  'parallel-tool-use',
  'images',
  'thinking',
  'effort',
  'effort-in-system-message',
  'output-format',
  'task-budget',
  'user-message-after-tools',
  'context-edit',
  'system-message',
  'tool-addition',
  'thinking-dropped',
  'verbosity',
  'service-tier',
  'cache-key',
  'messages',
] as const;

export type RequestChange = (typeof requestChanges)[number];

/** `unknown`: the provider says that it depends on the model and does not publish on which. */
export type CacheEffect = 'keep' | 'lose' | 'unknown';

export type LevelEffects = Readonly<Record<Level, CacheEffect>>;

const all: LevelEffects = { tools: 'lose', system: 'lose', messages: 'lose' };
const none: LevelEffects = { tools: 'keep', system: 'keep', messages: 'keep' };
const fromSystem: LevelEffects = { tools: 'keep', system: 'lose', messages: 'lose' };
const messagesOnly: LevelEffects = { tools: 'keep', system: 'keep', messages: 'lose' };
const messagesSurely: LevelEffects = { tools: 'unknown', system: 'unknown', messages: 'lose' };

/** platform.claude.com prompt-caching, tool-use and thinking pages of 2026-08-22, and Anthropic's caching guide of 2026-09. */
const anthropic: Partial<Record<RequestChange, LevelEffects>> = {
  tools: all,
  model: all,
  'web-tools': fromSystem,
  citations: fromSystem,
  speed: fromSystem,
  system: fromSystem,
  skills: fromSystem,
  'tool-choice': messagesOnly,
  'parallel-tool-use': messagesOnly,
  images: messagesOnly,
  thinking: messagesSurely,
  effort: messagesSurely,
  'effort-in-system-message': none,
  'output-format': messagesOnly,
  'task-budget': messagesOnly,
  'context-edit': messagesOnly,
  'tool-addition': none,
  'thinking-dropped': messagesOnly,
  messages: messagesOnly,
  'service-tier': none,
};

/** developers.openai.com prompt-caching guide of 2026-09-23: one prefix, so what it loses it loses whole. */
const openai: Partial<Record<RequestChange, LevelEffects>> = {
  tools: all,
  model: all,
  system: fromSystem,
  'parallel-tool-use': all,
  images: messagesOnly,
  effort: all,
  'output-format': all,
  verbosity: all,
  'service-tier': all,
  'cache-key': all,
  'context-edit': messagesOnly,
  messages: messagesOnly,
  'tool-addition': none,
};

/** Effects of a change on what was cached before it; undefined where no source says anything. */
export function effectOfChange(model: CatalogModel, change: RequestChange): LevelEffects | undefined {
  if (model.provider === 'openai') return openai[change];
  if (model.provider !== 'anthropic') return change === 'tools' || change === 'model' ? all : undefined;
  if (change === 'user-message-after-tools') return model.keepsThinking === true ? none : messagesOnly;
  // Models that refuse the role answer with an error instead of losing anything.
  if (change === 'system-message') return model.systemMessages === true ? none : undefined;
  return anthropic[change];
}

/** The effects of every change that a source describes for the model. */
export function effectsOfChanges(model: CatalogModel): Readonly<Partial<Record<RequestChange, LevelEffects>>> {
  const effects: Partial<Record<RequestChange, LevelEffects>> = {};
  for (const change of requestChanges) {
    const effect = effectOfChange(model, change);
    if (effect !== undefined) effects[change] = effect;
  }
  return effects;
}
