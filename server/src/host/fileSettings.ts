// Settles what applies to one file: the editor's settings, the project's config file over them, its overrides over that.
import ignore from 'ignore';
import type { EngineSettings } from '../engine/index.ts';
import { type ScenarioField, type ScenarioNumbers, type Settings, scenarioFields } from '../protocol/index.ts';
import type { ProjectConfig } from './projectConfig.ts';

export interface FileSettingsInput {
  readonly path: string;
  readonly settings: Settings;
  readonly project: ProjectConfig | undefined;
  readonly roots: readonly string[];
}

export function fileSettings(input: FileSettingsInput): EngineSettings {
  const { path, settings, project, roots } = input;
  const config = project?.config;
  let rules = { ...settings.rules, ...config?.rules };
  for (const override of config?.overrides ?? []) {
    const inside = project === undefined ? undefined : relativeTo(project.directory, path);
    if (inside !== undefined && ignore().add(override.files).ignores(inside)) rules = { ...rules, ...override.rules };
  }
  const defaultModel = config?.defaultModel ?? settings.defaultModel;
  return {
    rules,
    scenario: scenarioOf(settings, config?.scenario),
    ...(defaultModel === '' ? {} : { defaultModel }),
    roots,
  };
}

function scenarioOf(
  settings: Settings,
  over: { readonly [Name in ScenarioField]?: number | undefined } | undefined,
): ScenarioNumbers {
  const numbers = scenarioFields.map((name) => [name, over?.[name] ?? settings[`scenario.${name}`]] as const);
  return Object.fromEntries(numbers) as ScenarioNumbers;
}

function relativeTo(directory: string, path: string): string | undefined {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined;
}
