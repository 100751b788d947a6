// `hitrate levers`: the bottleneck of each model call and every lever with its price, or one stage to play with.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type AgentProfile,
  type Assumptions,
  adviseOn,
  agentProfileOf,
  courseRun,
  type Engine,
  engineBasics,
  resolveModel,
  runProfile,
} from '../engine/index.ts';
import { scenarioEntries } from '../protocol/index.ts';
import { leversText, profileTitle, stageText } from '../report/index.ts';
import { callsUnder } from './callsUnder.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { type LeversOptions, leversOptions } from './leversOptions.ts';
import { readRecording } from './readRecording.ts';
import { recordedAgent } from './recordedAgent.ts';
import { stageOf } from './stageOf.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** One agent to advise on. */
interface Subject {
  readonly title: string;
  readonly profile: AgentProfile;
  readonly assume: Partial<Assumptions>;
  readonly tools?: readonly string[];
}

const presetModel = 'claude-sonnet-4-5';

/** Exit code 1: there is nothing to advise on, or it has no prices. */
export async function levers(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const locate = (path: string): string => resolve(terminal.cwd, path);
  const exists = (path: string): boolean => statSync(locate(path), { throwIfNoEntry: false }) !== undefined;
  const options = leversOptions(args, exists, locate);
  const subjects = await subjectsOf(options, terminal, createEngine);
  if (subjects.length === 0) {
    terminal.warn(`hitrate: no model call with a known price was found in ${options.path}.\n`);
    return exitCode.findings;
  }
  const reports = subjects.map((subject) =>
    options.stage === undefined ? advice(subject, options, terminal) : stage(subject, options, terminal),
  );
  if (options.format === 'json') {
    const objects = reports.map(({ object }) => object);
    terminal.write(`${JSON.stringify({ version: 1, agents: objects }, asDollars, 2)}\n`);
  } else terminal.write(reports.map(({ text }) => text).join('\n'));
  return exitCode.clean;
}

async function subjectsOf(
  options: LeversOptions,
  { cwd }: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<readonly Subject[]> {
  const { path } = options;
  if (path === undefined) return [preset(options)];
  if (/\.(?:jsonl|ndjson|json)$/i.test(path)) {
    if (statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() !== true) {
      throw new UsageError(`There is no file ${path}.`);
    }
    const recording = readRecording(resolve(cwd, path), path);
    const agent = recordedAgent(recording, options.scenario.tasksPerDay ?? scenarioEntries.tasksPerDay.default);
    if (agent === undefined) return [];
    return [
      {
        ...agent,
        title: `${path}, conversation ${agent.conversation} of ${recording.conversationCount}`,
        tools: [...new Set(agent.plan)],
      },
    ];
  }
  const engine = await createEngine();
  try {
    const { calls, displayPath } = callsUnder(engine, {
      cwd,
      path,
      line: options.line,
      config: options.config,
      scenario: options.scenario,
    });
    return calls.flatMap(({ call, path: file, line, scenario: given }): readonly Subject[] => {
      const scenario = engine.scenarioOf(call, given);
      const planned = engine.planOf(call, scenario, options.model);
      const timeline = engine.timeline(call, scenario, options.model);
      if (planned?.model.rates === undefined || timeline === undefined || timeline.ticks.length === 0) return [];
      const names = planned.plan.blocks.flatMap(({ level, name }) =>
        level === 'tools' && name !== undefined ? [name] : [],
      );
      return [
        {
          title: profileTitle(call, displayPath(file), line),
          profile: agentProfileOf(planned.plan, timeline, scenario, planned.model),
          assume: {},
          ...(names.length === 0 ? {} : { tools: [...new Set(names)] }),
        },
      ];
    });
  } finally {
    engine.dispose();
  }
}

/** The agent of the course, twenty ticks long. */
function preset({ model: asked = presetModel, scenario }: LeversOptions): Subject {
  const model = resolveModel(asked);
  if (model?.rates === undefined) throw new UsageError(`The catalog has no prices of ${asked}.`);
  const {
    ticks = courseRun.ticks,
    outputTokens = courseRun.output,
    gapSeconds = scenarioEntries.gapSeconds.default,
  } = scenario;
  const run = runProfile(model, { ...courseRun, ticks, output: outputTokens, gapSeconds });
  const { tools, system } = courseRun;
  return {
    title: `preset course  ${model.id}, ${ticks} ticks`,
    profile: {
      model,
      service: 'standard',
      ticks: run?.ticks.map(({ usage }) => usage) ?? [],
      tools,
      system,
      stable: tools + system,
      appends: true,
      reasoningTokens: 0,
      gapSeconds,
      tasksPerDay: scenario.tasksPerDay ?? scenarioEntries.tasksPerDay.default,
      isLoop: true,
    },
    assume: {},
  };
}

interface Report {
  readonly text: string;
  readonly object: object;
}

function advice({ title, profile, assume }: Subject, options: LeversOptions, { style }: Terminal): Report {
  const advised = adviseOn(profile, {
    assume: { ...assume, ...options.assume },
    ...(options.slo === undefined ? {} : { slo: options.slo }),
  });
  if (advised === undefined) throw new UsageError(`${profile.model.id} has no known price.`);
  return {
    text: leversText(advised, { title, style, money: engineBasics.formatMoney, tasksPerDay: profile.tasksPerDay }),
    object: { title, model: profile.model.id, ...advised },
  };
}

function stage(subject: Subject, options: LeversOptions, { style }: Terminal): Report {
  const { profile, title, tools } = subject;
  const result = stageOf({
    stage: options.stage ?? 1,
    input: options.input,
    model: profile.model,
    ...(options.path === undefined ? {} : { profile, ...(tools === undefined ? {} : { tools }) }),
    assume: { ...subject.assume, ...options.assume },
  });
  if (result === undefined) throw new UsageError(`${profile.model.id} has no known price.`);
  return {
    text: `${style('bold', `${title}  stage ${result.stage}`)}\n${stageText(result, engineBasics.formatMoney)}`,
    object: { title, model: profile.model.id, ...result },
  };
}

/** Every bigint of a report is money. */
function asDollars(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) / 1e12 : value;
}
