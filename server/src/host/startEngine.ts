// Starts the engine with what it cannot have itself: the parser's WebAssembly and the encoders of the tokenizer.
import { createEngine, type Engine } from '../engine/index.ts';
import { createTokenizer } from './createTokenizer.ts';
import { loadWasm } from './loadWasm.ts';

export interface StartOptions {
  /** Load encoders when a text is first counted, and wait for them then: many runs count nothing. */
  readonly encodersOnDemand?: boolean;
}

/** Encoders are loaded before the first analysis, because a count that is corrected later would flicker on screen. */
export async function startEngine({ encodersOnDemand = false }: StartOptions = {}): Promise<Engine> {
  const tokenizer = createTokenizer();
  const parser = loadWasm();
  // Without its files the counts stay rough, which is no reason to show nothing.
  await Promise.allSettled(
    encodersOnDemand ? [tokenizer.loadOnDemand()] : [tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')],
  );
  return createEngine({ parser, encoders: tokenizer.source });
}
