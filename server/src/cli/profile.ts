// `hitrate profile`: shows what each model call sends, tick by tick, sends it, and shows what that costs.
import { statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AnalyzedCall, Engine } from '../engine/index.ts';
import { profileText, profileTitle } from '../report/index.ts';
import { callsUnder } from './callsUnder.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import type { Networked } from './networked.ts';
import { type ProfiledCall, profileJson } from './profileJson.ts';
import { profileOptions } from './profileOptions.ts';
import type { Terminal } from './terminal.ts';
import { unsavedTexts } from './unsavedTexts.ts';
import { UsageError } from './usageError.ts';

export interface ProfileDependencies {
  readonly createEngine: () => Promise<Engine>;
  readonly loadNetworked: () => Promise<Networked>;
}

/** Exit code 1: no model call was found, or a run ended early. */
export async function profile(
  args: readonly string[],
  terminal: Terminal,
  { createEngine, loadNetworked }: ProfileDependencies,
): Promise<ExitCode> {
  const exists = (path: string): boolean =>
    statSync(resolve(terminal.cwd, path), { throwIfNoEntry: false }) !== undefined;
  const options = profileOptions(args, exists);
  if (/\.(?:jsonl|ndjson|json)$/i.test(options.path)) {
    return (await loadNetworked()).profileRecording(options, terminal, createEngine);
  }
  const engine = await createEngine();
  try {
    const { calls, base, displayPath, snapshot } = callsUnder(engine, {
      cwd: terminal.cwd,
      path: options.path,
      line: options.line,
      ...(options.offset === undefined ? {} : { offset: options.offset }),
      config: options.config,
      settings: options.settings,
      unsaved: unsavedTexts(options.unsaved, terminal.cwd),
      scenario: options.scenario,
    });
    const found = calls.map((one) => ({
      ...one,
      // What the command line says wins over a comment at the call.
      scenario: { ...engine.scenarioOf(one.call, one.scenario), ...options.scenario },
      title: profileTitle(one.call, displayPath(one.path), one.line),
      ...(options.model === undefined ? {} : { model: options.model }),
    }));
    if (found.length === 0) {
      terminal.warn(`hitrate: no model call was found in ${options.path}.\n`);
      return exitCode.findings;
    }
    if (options.writeSamples !== undefined) {
      const { sampleFile } = await loadNetworked();
      const path = resolve(terminal.cwd, options.writeSamples);
      try {
        writeFileSync(path, sampleFile(engine, found), { flag: 'wx' });
      } catch (error) {
        throw new UsageError(
          `${options.writeSamples} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      terminal.write(
        `Sample values are in ${options.writeSamples}. Edit them and pass --samples ${options.writeSamples}.\n`,
      );
      return exitCode.clean;
    }
    const runs = options.predictsOnly
      ? []
      : await interruptible(async (signal) =>
          (await loadNetworked()).measure({
            ...options,
            engine,
            calls: found,
            snapshot,
            terminal,
            environment: process.env,
            signal,
            ...(options.format === 'jsonl' ? { onEvent: (event) => terminal.write(`${JSON.stringify(event)}\n`) } : {}),
          }),
        );
    const profiled = found.map(({ call, path, line, scenario, model }, at): ProfiledCall => {
      const measured = runs[at];
      return {
        call,
        path,
        line,
        scenario,
        ...(model === undefined ? {} : { model }),
        ...(measured === undefined ? {} : { measured }),
      };
    });
    const code = profiled.some(({ measured }) => measured?.ended !== undefined) ? exitCode.findings : exitCode.clean;
    if (options.format === 'jsonl') return code;
    if (options.format === 'json') {
      terminal.write(profileJson(engine, profiled, base));
      return code;
    }
    const reports = profiled.map(({ call, scenario, model, measured }, at) =>
      profileText(engine, call, {
        title: found[at]?.title ?? '',
        scenario,
        style: terminal.style,
        displayPath,
        ...(model === undefined ? {} : { model }),
        ...(measured === undefined ? {} : { measured }),
        ...(measured === undefined && !options.predictsOnly ? { notSent: whyNotSent(engine, call, model) } : {}),
      }),
    );
    terminal.write(reports.join('\n\n'));
    return code;
  } finally {
    engine.dispose();
  }
}

function whyNotSent(engine: Engine, call: AnalyzedCall, model: string | undefined): string {
  const name = model ?? call.estimate.model ?? call.call.request.models[0];
  if (name === undefined) return 'The source does not name the model: set defaultModel, or pass --model.';
  return engine.knowsModel(name)
    ? `Only models of Anthropic and OpenAI can be sent to, ${name} cannot.`
    : `The catalog does not know ${name}.`;
}

/** An interrupt ends the run; what was measured by then is still shown. */
async function interruptible<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once('SIGINT', abort);
  try {
    return await run(controller.signal);
  } finally {
    process.off('SIGINT', abort);
  }
}
