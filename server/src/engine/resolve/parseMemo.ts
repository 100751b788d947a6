// Keeps what manifests say, by their text: the same few are asked for with every import.
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

export interface ParseMemo {
  /** JSON with comments and trailing commas. */
  readonly json: (text: string) => unknown;
  readonly toml: (text: string) => unknown;
  readonly yaml: (text: string) => unknown;
}

const most = 4_000;

/** Malformed text reads as nothing: it is some other tool's to report. */
export function createParseMemo(): ParseMemo {
  return {
    json: kept((text) => parseJsonc(text, [], { allowTrailingComma: true }) as unknown),
    toml: kept(parseToml),
    yaml: kept((text) => parseYaml(text, { logLevel: 'silent' }) as unknown),
  };
}

function kept(parse: (text: string) => unknown): (text: string) => unknown {
  const known = new Map<string, unknown>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    let value: unknown;
    try {
      value = parse(text);
    } catch {
      value = undefined;
    }
    if (known.size >= most) known.clear();
    known.set(text, value);
    return value;
  };
}
