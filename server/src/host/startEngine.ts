// Starts the engine with what it cannot have itself: the parser's WebAssembly and the encoders of the tokenizer.
import { createEngine, type Engine } from '../engine/index.ts';
import { createTokenizer } from './createTokenizer.ts';
import { loadWasm } from './loadWasm.ts';

export interface StartOptions {
  /**
   * `first`: before the engine, so that the first count is the last one. `demand`: when a text is first counted, which waits for it; many
   * runs count nothing. `behind`: after the first analysis, which counts roughly; `Engine.counted` tells when to count again.
   */
  readonly encoders?: 'first' | 'demand' | 'behind';
}

/** Without their files the counts stay rough, which is no reason to show nothing. */
export async function startEngine({ encoders = 'first' }: StartOptions = {}): Promise<Engine> {
  const tokenizer = createTokenizer();
  const parser = loadWasm();
  if (encoders === 'demand') await Promise.allSettled([tokenizer.loadOnDemand()]);
  if (encoders !== 'behind') {
    if (encoders === 'first') await Promise.allSettled([tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')]);
    return createEngine({ parser, encoders: tokenizer.source });
  }
  // Parsing an encoding takes the thread for a quarter of a second: the first analysis goes before it.
  let isCounted = false;
  let begin = (): void => undefined;
  const counted = new Promise<void>((resolve) => {
    begin = () => {
      begin = () => undefined;
      setTimeout(() => {
        void Promise.allSettled([tokenizer.load('o200k_base')]).then(() => {
          isCounted = true;
          resolve();
        });
      }, pauseMilliseconds);
    };
  });
  return createEngine({
    parser,
    encoders: (encoding) => {
      if (isCounted) return tokenizer.source(encoding);
      begin();
      return undefined;
    },
    counted,
  });
}

/** Long enough for the answers that wait for the first analysis to leave. */
const pauseMilliseconds = 30;
