// Members of package objects that mean something by themselves: the environment, the platform, constants.
import type { Place } from '../../text/index.ts';
import type { AbstractOpaque, AbstractSymbol, AbstractValue } from '../abstractValue.ts';
import { opaque, source, sure } from '../make.ts';

const environment =
  /^(?:process:(?:env|platform|version|versions|arch|argv|pid|execPath|title)|os:(?:environ|name|sep|EOL)|sys:(?:platform|version|version_info|argv|executable)|bun:env|deno:env)(?:\.|$)/;

const environmental = new Set(['process', 'os', 'sys', 'bun', 'deno']);

/** The object that holds all variables of the environment. */
export function isEnvironment({ source: { kind }, chain }: AbstractOpaque): boolean {
  return kind === 'environment' && chain.length === 1 && (chain[0] === 'env' || chain[0] === 'environ');
}

const longestPath = 18;

export function symbolMember(object: AbstractSymbol, property: string, place: Place): AbstractValue {
  const path = object.path.length < longestPath ? [...object.path, property] : object.path;
  if (
    path.length <= 3 &&
    environmental.has(object.package) &&
    environment.test(`${object.package}:${path.join('.')}`)
  ) {
    const label = object.path.length === 0 ? `${object.source.label}.${property}` : path.join('.');
    return opaque(sure('process'), source('environment', label, place), place, { chain: path });
  }
  return { ...object, path, place };
}
