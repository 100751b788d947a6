// The advisor's assumptions as fields of a form: how each is called, and what it may be.
import type { Assumptions } from '../../../server/src/engine/levers/index.ts';

export interface AssumptionField {
  readonly name: keyof Assumptions;
  readonly label: string;
  /** `share`: shown in percent. `flag`: 0 or 1. */
  readonly kind: 'share' | 'flag' | 'number';
  readonly unit?: string;
}

export interface AssumptionGroup {
  readonly title: string;
  readonly fields: readonly AssumptionField[];
}

const share = (name: keyof Assumptions, label: string): AssumptionField => ({ name, label, kind: 'share' });
const flag = (name: keyof Assumptions, label: string): AssumptionField => ({ name, label, kind: 'flag' });
const number = (name: keyof Assumptions, label: string, unit?: string): AssumptionField => ({
  name,
  label,
  kind: 'number',
  ...(unit === undefined ? {} : { unit }),
});

/** Every assumption stands in one of them. */
export const assumptionGroups: readonly AssumptionGroup[] = [
  {
    title: 'Tools',
    fields: [
      number('toolMilliseconds', 'A call takes', 'ms'),
      number('toolCost', 'A call costs', '$'),
      number('requestMilliseconds', 'of it the request', 'ms'),
      share('severalCallsShare', 'Answers that call several'),
      number('severalCalls', 'that many'),
      flag('serialDispatch', 'They run one after the other'),
      flag('callsDepend', 'They need each other’s results'),
      flag('sideEffects', 'Tools change something outside'),
      number('poolSize', 'Calls at a time'),
      share('joinableShare', 'Single calls that could be joined'),
      share('unusedToolsShare', 'Definitions that no task uses'),
      share('neededShare', 'A call started early is needed'),
      number('secondWorth', 'A second of waiting is worth', '$'),
    ],
  },
  {
    title: 'Result cache and batches',
    fields: [
      share('repeatedCallShare', 'Calls that repeat an earlier one'),
      number('resultBytes', 'A result has', 'bytes'),
      number('agents', 'Agents at the same time'),
      number('callsPerSecond', 'Calls of one tool', 'per s'),
      flag('bulkEndpoint', 'A tool takes many items at once'),
      flag('sameShape', 'Items are of one shape'),
      number('batchWindow', 'Window of a batch', 'ms'),
      flag('offline', 'Nobody waits for the answer'),
    ],
  },
  {
    title: 'Other architectures',
    fields: [
      flag('stepsKnown', 'The steps are known before'),
      share('replanShare', 'Plans that turn out wrong'),
      share('fallbackShare', 'Requests the coded path misses'),
      number('routerTokens', 'A prompt that only classifies', 'tok'),
      number('orchestratorMode', 'Orchestrator: 1 single, 2 parallel, 3 sequential'),
      flag('synthesis', 'A last call words the answer'),
      share('planRepeatShare', 'Tasks whose plan is known'),
      share('planInvalidShare', 'Known plans that do not hold'),
      share('easyShare', 'Tasks a small model does as well'),
      number('fanInWorkers', 'Workers put together by one call'),
      number('summaryTokens', 'Summary of a worker', 'tok'),
    ],
  },
  {
    title: 'Questions and answers',
    fields: [
      flag('questionsRepeat', 'Questions come again in other words'),
      share('semanticHitRate', 'Semantic cache: hits'),
      share('semanticAccuracy', 'of them right'),
      number('answerTokens', 'An answer needs', 'tok, 0: 55% of now'),
      flag('needsReasoning', 'Tasks need reasoning'),
      number('systemTokens', 'A shorter system prompt', 'tok'),
      share('wastedTickShare', 'Ticks that add nothing'),
      share('successRate', 'Tasks that succeed'),
    ],
  },
];
