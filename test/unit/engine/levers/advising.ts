// An agent to advise on, and what the advisor says of one lever.
import { toMicrodollars } from '../../../../server/src/engine/estimate/index.ts';
import {
  type AdviceOptions,
  type AgentProfile,
  type Assumptions,
  adviseOn,
  courseRun,
  type RunProfileInput,
  resolveModel,
  runProfile,
} from '../../../../server/src/engine/levers/index.ts';

export const model = (name: string) => {
  const found = resolveModel(name);
  if (found === undefined) throw new Error(name);
  return found;
};
/** $3 and $15 per million. */
export const sonnet = model('claude-sonnet-4-5');
export const micro = (money: bigint) => Number(toMicrodollars(money));

/** The loop of the course: 4,500 tokens at the front and a growing history, unmarked. */
export function agent(change: Partial<AgentProfile> = {}, run: Partial<RunProfileInput> = {}): AgentProfile {
  const made = runProfile(change.model ?? sonnet, { ...courseRun, ticks: 10, ...run });
  return {
    model: sonnet,
    service: 'standard',
    ticks: made?.ticks.map(({ usage }) => usage) ?? [],
    tools: 1500,
    system: 3000,
    stable: 4500,
    appends: true,
    reasoningTokens: 0,
    gapSeconds: 5,
    tasksPerDay: 100,
    isLoop: true,
    ...change,
  };
}

export const advise = (profile: AgentProfile, options: AdviceOptions = {}) => {
  const made = adviseOn(profile, options);
  if (made === undefined) throw new Error('no price');
  return made;
};
export function lever(id: string, profile: AgentProfile = agent(), assume: Partial<Assumptions> = {}, slo?: number) {
  const made = advise(profile, { assume, ...(slo === undefined ? {} : { slo }) });
  const found = made.advice.find((one) => one.lever === id);
  if (found === undefined) throw new Error(`${id} is silent: ${made.silent.find((one) => one.lever === id)?.reason}`);
  return found;
}
export function silence(
  id: string,
  profile: AgentProfile = agent(),
  assume: Partial<Assumptions> = {},
  slo?: number,
): string {
  const made = advise(profile, { assume, ...(slo === undefined ? {} : { slo }) });
  const found = made.silent.find((one) => one.lever === id);
  if (found === undefined) throw new Error(`${id} is not silent`);
  return found.reason;
}
