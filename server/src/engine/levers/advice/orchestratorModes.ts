// A task as an orchestrator does it: one call that routes, tools run by code, one call that words the answer, or none.
import { inputTokens, type Money } from '../../model/index.ts';
import { questionTokens } from './questionTokens.ts';
import type { Situation } from './situation.ts';

export interface OrchestratorMode {
  readonly mode: 'single' | 'parallel' | 'sequential';
  readonly synthesis: boolean;
  /** Model calls. */
  readonly calls: number;
  /** Picodollars of the model calls. */
  readonly cost: Money;
  /** Model and tools. */
  readonly milliseconds: number;
}

const choiceTokens = 30;
const synthesisPromptTokens = 200;

/** `single` runs one tool, `parallel` all at once, `sequential` each behind the one before. */
export function orchestratorModes({ profile, assume, run, toolCalls }: Situation): readonly OrchestratorMode[] {
  const { ticks, tools = 0 } = profile;
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const question = questionTokens(profile);
  const results = Math.max(0, inputTokens(last) - inputTokens(first));
  return (['single', 'parallel', 'sequential'] as const).flatMap((mode) =>
    [true, false].map((synthesis): OrchestratorMode => {
      const count = mode === 'single' ? 1 : Math.max(1, Math.round(toolCalls));
      const gathered = mode === 'single' ? Math.ceil(results / Math.max(1, toolCalls)) : results;
      const route = { input: tools + assume.routerTokens + question, output: choiceTokens * count };
      const answer = { input: synthesisPromptTokens + question + gathered, output: last.output };
      const models = [route, ...(synthesis ? [answer] : [])].map((call) => run([call], { caching: 'none' }));
      const waves = mode === 'parallel' ? Math.ceil(count / Math.max(1, assume.poolSize)) : count;
      return {
        mode,
        synthesis,
        calls: models.length,
        cost: models.reduce((sum, { money }) => sum + money, 0n),
        milliseconds: models.reduce((sum, { milliseconds }) => sum + milliseconds, 0) + waves * assume.toolMilliseconds,
      };
    }),
  );
}
