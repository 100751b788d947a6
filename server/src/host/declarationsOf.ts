// Puts together what the editor's settings and the project's config files tell of code that cannot be seen.
import type { Declarations } from '../engine/index.ts';
import type { Settings } from '../protocol/index.ts';
import type { ProjectConfig } from './projectConfig.ts';
import { settingLayers } from './settingLayers.ts';

/** Undefined when nothing is told, so that most projects share one way of seeing modules. Later sources come last and win. */
export function declarationsOf(settings: Settings, project: ProjectConfig | undefined): Declarations | undefined {
  const layers = settingLayers(settings, project).map(({ config }) => config);
  const wrappers = layers.flatMap((config) => config.wrappers ?? []);
  const breakpointHelpers = layers.flatMap((config) => config.breakpointHelpers ?? []);
  const names = Object.assign({}, ...layers.map(({ volatility }) => volatility?.names));
  const types = Object.assign({}, ...layers.map(({ volatility }) => volatility?.types));
  const isNothing = [wrappers, breakpointHelpers, names, types].every((one) => Object.keys(one).length === 0);
  return isNothing ? undefined : { wrappers, breakpointHelpers, volatility: { names, types } };
}
