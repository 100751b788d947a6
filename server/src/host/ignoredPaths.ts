// Tells which paths the settings leave out, by their `include` and `ignore` lists in the syntax of .gitignore.
import ignore from 'ignore';
import { defaultSettings, type Settings } from '../protocol/index.ts';
import type { ProjectConfig } from './projectConfig.ts';
import { relativePath } from './relativePath.ts';
import { type SettingLayer, settingLayers } from './settingLayers.ts';

type Matcher = (path: string) => boolean;

const matchers = new WeakMap<readonly string[], Matcher>();

/** `path` is absolute. Of several sources of a list the last one counts; `folder` is that of the editor's lists. */
export function isIgnoredByConfig(
  path: string,
  project: ProjectConfig | undefined,
  settings: Settings = defaultSettings,
  folder?: string,
): boolean {
  const layers = settingLayers(settings, project, folder);
  const listed = (key: 'include' | 'ignore'): boolean | undefined => {
    const layer = layers.findLast(({ config }) => (config[key]?.length ?? 0) > 0);
    return layer === undefined ? undefined : matches(layer, layer.config[key] ?? [], path);
  };
  return listed('include') === false || listed('ignore') === true;
}

function matches({ directory }: SettingLayer, list: readonly string[], path: string): boolean {
  const inside = directory === undefined ? undefined : relativePath(directory, path);
  if (inside === undefined) return false;
  let matcher = matchers.get(list);
  if (matcher === undefined) {
    const patterns = ignore().add([...list]);
    matcher = (one) => patterns.ignores(one);
    matchers.set(list, matcher);
  }
  return matcher(inside);
}
