// Lays over each other what the editor says, what a config file extends, and what it says itself.
import type { ConfigFile, Settings } from '../protocol/index.ts';
import type { ProjectConfig } from './projectConfig.ts';

/** One source of settings. A later layer wins over an earlier one. */
export interface SettingLayer {
  /** Globs are relative to it; undefined when they match nothing. */
  readonly directory: string | undefined;
  readonly config: Omit<ConfigFile, '$schema' | 'extends' | 'scenario' | 'defaultModel' | 'models' | 'discount'>;
}

/** `folder` is the workspace folder that the editor's globs are relative to. */
export function settingLayers(
  settings: Settings,
  project: ProjectConfig | undefined,
  folder?: string,
): readonly SettingLayer[] {
  const { rules, overrides, include, ignore, wrappers, breakpointHelpers, volatility } = settings;
  const given = { ...(include.length > 0 ? { include } : {}), ...(ignore.length > 0 ? { ignore } : {}) };
  return [
    { directory: folder, config: { rules, overrides, wrappers, breakpointHelpers, volatility, ...given } },
    ...projectLayers(project),
  ];
}

/** The config that is extended comes before the one that extends it. */
export function projectLayers(project: ProjectConfig | undefined): readonly ProjectConfig[] {
  return project === undefined ? [] : [...projectLayers(project.base), project];
}
