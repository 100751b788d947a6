// `hitrate count`: how many tokens a model call has, by the provider's own endpoint, beside the estimate.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Engine } from '../engine/index.ts';
import { profileTitle, requestBody } from '../report/index.ts';
import { CountError, countTokens } from '../runs/index.ts';
import { callsUnder, type FoundCall } from './callsUnder.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { parseOptions } from './parseOptions.ts';
import { pathWithLine } from './pathWithLine.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const keys = { anthropic: 'ANTHROPIC_API_KEY', openai: 'OPENAI_API_KEY' } as const;
const bases = { anthropic: 'ANTHROPIC_BASE_URL', openai: 'OPENAI_BASE_URL' } as const;

export async function count(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
  environment: Environment,
): Promise<ExitCode> {
  const { target, config } = parse(args);
  const exists = (path: string): boolean =>
    statSync(resolve(terminal.cwd, path), { throwIfNoEntry: false }) !== undefined;
  const { path, line } = pathWithLine(target, exists);
  const engine = await createEngine();
  try {
    const { calls, displayPath } = callsUnder(engine, { cwd: terminal.cwd, path, line, config, scenario: {} });
    if (calls.length === 0) {
      terminal.warn(`hitrate: no model call was found in ${path}.\n`);
      return exitCode.findings;
    }
    let failed = 0;
    for (const found of calls) {
      terminal.write(`${terminal.style('bold', profileTitle(found.call, displayPath(found.path), found.line))}\n`);
      try {
        for (const text of await counted(engine, found, environment)) terminal.write(`  ${text}\n`);
      } catch (error) {
        if (!(error instanceof CountError)) throw error;
        failed++;
        terminal.warn(`hitrate: ${error.message}\n`);
      }
    }
    return failed === 0 ? exitCode.clean : exitCode.error;
  } finally {
    engine.dispose();
  }
}

async function counted(engine: Engine, { call }: FoundCall, environment: Environment): Promise<readonly string[]> {
  const { request } = call.call;
  const model = request.models[0] ?? call.estimate.model;
  const body = model === undefined ? undefined : requestBody(call, model);
  if (model === undefined) throw new CountError('The source does not name the model. Set defaultModel.');
  if (body === undefined)
    throw new CountError(`No endpoint that counts is known for the provider ${request.provider}.`);
  const key = environment[keys[body.api]];
  if (key === undefined || key === '') throw new CountError(`There is no key: set ${keys[body.api]}.`);
  const tokens = await countTokens({ api: body.api, body: body.body, key, baseUrl: environment[bases[body.api]] });
  const parts = body.unknown === 1 ? '1 part' : `${body.unknown} parts`;
  const { input } = call.estimate;
  return [
    `${tokens.toLocaleString('en-US')} tokens, counted by ${model}${body.unknown === 0 ? '' : `; ${parts} known only at run time left out`}`,
    `${engine.formatTokens(input)} by the estimate${body.unknown === 0 ? `, ${difference(input.tokens, tokens)}` : ', with an assumed size of what is not known'}`,
  ];
}

function difference(estimate: number, exact: number): string {
  if (exact === 0 || estimate === exact) return 'the same';
  const percent = Math.round(((estimate - exact) / exact) * 1000) / 10;
  return `${Math.abs(percent)}% ${percent < 0 ? 'less' : 'more'}`;
}

function parse(args: readonly string[]): { readonly target: string; readonly config: string | undefined } {
  const options = { config: { type: 'string' }, 'no-color': { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseOptions(args, options);
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) {
    throw new UsageError('count takes one file or folder: hitrate count <path>[:line].');
  }
  return { target, config: values.config };
}
