// Loads OpenAI's published encodings on demand, from WebAssembly and rank files beside the bundle or in node_modules.
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { init, Tiktoken } from 'tiktoken/lite/init';
import type { Encoder, EncoderSource, Encoding } from '../engine/index.ts';

// The runtime has WebAssembly, but the types of Node 20 leave it to the browser's library.
declare const WebAssembly: {
  readonly instantiate: (bytes: Uint8Array, imports: unknown) => Promise<{ readonly instance: unknown }>;
};

export interface Tokenizer {
  /** Encoders that are loaded by now; asking for one that is not starts loading it. */
  readonly source: EncoderSource;
  /** Resolves once the encoding is there. Rejects when its files cannot be read. */
  readonly load: (encoding: Encoding) => Promise<Encoder>;
  /**
   * From then on the source loads an encoding on the spot when it is first asked for one: for programs that may wait, and may not need
   * any. Rejects when the runtime of the encoders cannot be started.
   */
  readonly loadOnDemand: () => Promise<void>;
}

export interface TokenizerOptions {
  /** Folder that holds `tiktoken_bg.wasm` and `<encoding>.json`; defaults to the folder of the running bundle. */
  readonly assets?: string;
  /** Called when an encoder has become available, so that estimates can be made again. */
  readonly onLoaded?: (encoding: Encoding) => void;
  /** Called once per encoding that cannot be loaded: counts then stay rough. */
  readonly onFailed?: (encoding: Encoding, error: unknown) => void;
}

export function createTokenizer(options: TokenizerOptions = {}): Tokenizer {
  const loaded = new Map<Encoding, Encoder>();
  const loading = new Map<Encoding, Promise<Encoder>>();
  const failed = new Set<Encoding>();
  let isOnDemand = false;

  const load = (encoding: Encoding): Promise<Encoder> => {
    const started = loading.get(encoding);
    if (started !== undefined) return started;
    const promise = loadEncoder(encoding, options.assets).then((encoder) => {
      loaded.set(encoding, encoder);
      options.onLoaded?.(encoding);
      return encoder;
    });
    loading.set(encoding, promise);
    promise.catch((error: unknown) => options.onFailed?.(encoding, error));
    return promise;
  };

  const source: EncoderSource = (encoding) => {
    const encoder = loaded.get(encoding);
    if (encoder !== undefined) return encoder;
    if (isOnDemand) return loadNow(encoding);
    void load(encoding).catch(() => undefined);
    return undefined;
  };

  const loadNow = (encoding: Encoding): Encoder | undefined => {
    if (failed.has(encoding)) return undefined;
    try {
      const encoder = encoderOf(readFileSync(ranksFile(encoding, options.assets), 'utf8'));
      loaded.set(encoding, encoder);
      return encoder;
    } catch (error) {
      failed.add(encoding);
      options.onFailed?.(encoding, error);
      return undefined;
    }
  };

  const loadOnDemand = async (): Promise<void> => {
    await startedWasm(options.assets);
    isOnDemand = true;
  };
  return { source, load, loadOnDemand };
}

interface RankFile {
  readonly bpe_ranks: string;
  readonly special_tokens: Record<string, number>;
  readonly pat_str: string;
}

/** One instance serves all encodings: a second one would pull the memory from under the encoders of the first. */
let instance: Promise<void> | undefined;

async function startWasm(assets: string | undefined): Promise<void> {
  const wasm = await readFile(find('tiktoken_bg.wasm', 'tiktoken/lite/tiktoken_bg.wasm', assets));
  await init((imports) => WebAssembly.instantiate(wasm, imports));
}

function startedWasm(assets: string | undefined): Promise<void> {
  instance ??= startWasm(assets).catch((error: unknown) => {
    instance = undefined;
    throw error;
  });
  return instance;
}

async function loadEncoder(encoding: Encoding, assets: string | undefined): Promise<Encoder> {
  const [ranks] = await Promise.all([readFile(ranksFile(encoding, assets), 'utf8'), startedWasm(assets)]);
  return encoderOf(ranks);
}

function ranksFile(encoding: Encoding, assets: string | undefined): string {
  return find(`${encoding}.json`, `tiktoken/encoders/${encoding}.json`, assets);
}

/** The WebAssembly has to be started before. */
function encoderOf(ranks: string): Encoder {
  const file = JSON.parse(ranks) as RankFile;
  const tiktoken = new Tiktoken(file.bpe_ranks, file.special_tokens, file.pat_str);
  return {
    encode: (text) => encodeSafely(text, tiktoken),
    bytesOf: (token) => tiktoken.decode_single_token_bytes(token),
    size: Math.max(...Object.values(file.special_tokens)) + 1,
  };
}

/** A packaged build carries the files beside it; a checkout has them in node_modules. */
function find(name: string, module: string, assets: string | undefined): string {
  const folders = assets === undefined ? [runningFolder()] : [assets];
  for (const folder of folders) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
  }
  return createRequire(join(runningFolder(), 'x.js')).resolve(module);
}

function runningFolder(): string {
  return import.meta.dirname ?? dirname(process.argv[1] ?? '.');
}

/** Merging is quadratic in the length of one unbroken run; runs longer than this are cut, at the cost of a token each. */
const longestRun = 256;
const longRun = new RegExp(
  `[\\p{L}\\p{M}]{${longestRun},}|[^\\s\\p{L}\\p{N}]{${longestRun},}|\\s{${longestRun},}`,
  'gu',
);

function encodeSafely(text: string, tiktoken: Tiktoken): Uint32Array {
  if (text.length < longestRun) return tiktoken.encode_ordinary(text);
  const parts: Uint32Array[] = [];
  let from = 0;
  for (const run of text.matchAll(longRun)) {
    parts.push(tiktoken.encode_ordinary(text.slice(from, run.index)));
    from = run.index + run[0].length;
    for (let at = 0; at < run[0].length; ) {
      let end = Math.min(at + longestRun, run[0].length);
      // Never cut a surrogate pair.
      const code = run[0].charCodeAt(end - 1);
      if (end < run[0].length && code >= 0xd800 && code <= 0xdbff) end++;
      parts.push(tiktoken.encode_ordinary(run[0].slice(at, end)));
      at = end;
    }
  }
  const rest = tiktoken.encode_ordinary(text.slice(from));
  if (parts.length === 0) return rest;
  parts.push(rest);
  const all = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
