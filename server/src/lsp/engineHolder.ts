// Keeps the engine alive: starts it once, and replaces it when its parser has crashed.
import type { Engine } from '../engine/index.ts';

export interface EngineHolder {
  readonly get: () => Promise<Engine>;
  /** The running engine, if it has started. */
  readonly current: () => Engine | undefined;
  /** Runs `work`; when it throws, a new engine gets one more try, and a second failure is the caller's. */
  readonly use: <Result>(work: (engine: Engine) => Result) => Promise<Result>;
  readonly dispose: () => void;
}

export function createEngineHolder(create: () => Promise<Engine>, onCrash: (error: unknown) => void): EngineHolder {
  let starting: Promise<Engine> | undefined;
  let running: Engine | undefined;

  function get(): Promise<Engine> {
    starting ??= create().then(
      (engine) => {
        running = engine;
        return engine;
      },
      (error: unknown) => {
        // The next caller tries again: files may have been missing for a moment during an update.
        starting = undefined;
        throw error;
      },
    );
    return starting;
  }

  function discard(engine: Engine): void {
    if (running !== engine) return;
    running = undefined;
    starting = undefined;
    try {
      engine.dispose();
    } catch {
      // It is being replaced because it crashed.
    }
  }

  async function use<Result>(work: (engine: Engine) => Result): Promise<Result> {
    const engine = await get();
    try {
      return work(engine);
    } catch (error) {
      onCrash(error);
      discard(engine);
    }
    return work(await get());
  }

  return {
    get,
    current: () => running,
    use,
    dispose: () => {
      if (running !== undefined) discard(running);
    },
  };
}
