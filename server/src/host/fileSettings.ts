// Settles what applies to one file: the editor's settings, the project's config files over them, overrides over the rest of each.
import ignore from 'ignore';
import type { EngineSettings } from '../engine/index.ts';
import {
  type ConfigFile,
  type ScenarioField,
  type ScenarioNumbers,
  type Settings,
  scenarioFields,
} from '../protocol/index.ts';
import { declarationsOf } from './declarationsOf.ts';
import type { ProjectConfig } from './projectConfig.ts';
import { relativePath } from './relativePath.ts';
import { projectLayers, type SettingLayer, settingLayers } from './settingLayers.ts';

export interface FileSettingsInput {
  readonly path: string;
  readonly settings: Settings;
  readonly project: ProjectConfig | undefined;
  /** Workspace folder that the globs of `settings` are relative to. */
  readonly folder?: string | undefined;
  readonly roots: readonly string[];
}

export function fileSettings(input: FileSettingsInput): EngineSettings {
  const { path, settings, project, folder, roots } = input;
  const layers = projectLayers(project);
  const defaultModel =
    layers.findLast(({ config }) => config.defaultModel)?.config.defaultModel ?? settings.defaultModel;
  const discount = layers.findLast(({ config }) => config.discount !== undefined)?.config.discount ?? settings.discount;
  const models = [...settings.models, ...layers.flatMap(({ config }) => config.models ?? [])];
  const declarations = declarationsOf(settings, project);
  return {
    rules: Object.assign({}, ...settingLayers(settings, project, folder).map((layer) => rulesOf(layer, path))),
    scenario: scenarioOf(settings, Object.assign({}, ...layers.map(({ config }) => config.scenario))),
    ...(defaultModel === '' ? {} : { defaultModel }),
    ...(models.length === 0 ? {} : { models }),
    ...(discount === 0 ? {} : { discount }),
    ...(declarations === undefined ? {} : { declarations }),
    roots,
  };
}

function rulesOf({ directory, config }: SettingLayer, path: string): ConfigFile['rules'] {
  const inside = directory === undefined ? undefined : relativePath(directory, path);
  const overrides = inside === undefined ? [] : (config.overrides ?? []);
  const own = overrides.filter(({ files }) =>
    ignore()
      .add(files)
      .ignores(inside ?? ''),
  );
  return Object.assign({}, config.rules, ...own.map(({ rules }) => rules));
}

function scenarioOf(
  settings: Settings,
  over: { readonly [Name in ScenarioField]?: number | undefined } | undefined,
): ScenarioNumbers {
  const numbers = scenarioFields.map((name) => [name, over?.[name] ?? settings[`scenario.${name}`]] as const);
  return Object.fromEntries(numbers) as ScenarioNumbers;
}
