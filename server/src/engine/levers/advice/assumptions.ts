// What no profile can know of an agent: figures to start from, each of which the user can set.

/** Shares are 0..1, times in milliseconds, prices in dollars; flags are 0 or 1. */
export interface Assumptions {
  /** Of one tool call. */
  readonly toolMilliseconds: number;
  readonly toolCost: number;
  /** Share of the answers with tool calls that call several at once, and how many these call. */
  readonly severalCallsShare: number;
  readonly severalCalls: number;
  /** The harness runs them one after the other. */
  readonly serialDispatch: number;
  /** The calls of an answer need each other's results. */
  readonly callsDepend: number;
  /** Calls that the services behind the tools take at a time. */
  readonly poolSize: number;
  /** Tools change something outside. */
  readonly sideEffects: number;
  /** Share of tool calls that repeat an earlier one while its answer still holds. */
  readonly repeatedCallShare: number;
  /** Bytes of one tool result. */
  readonly resultBytes: number;
  /** Agents that run at the same time, and calls of one tool in a second from all of them. */
  readonly agents: number;
  readonly callsPerSecond: number;
  /** The tool can be asked for many items in one request, of one shape. */
  readonly bulkEndpoint: number;
  readonly sameShape: number;
  readonly batchWindow: number;
  /** Fixed part of a request to a tool. */
  readonly requestMilliseconds: number;
  /** Nobody waits for the answer. */
  readonly offline: number;
  /** Share of plans that turn out wrong on the way and are made anew. */
  readonly replanShare: number;
  /** Share of requests that the coded path does not cover. */
  readonly fallbackShare: number;
  /** Tokens of a prompt that only classifies. */
  readonly routerTokens: number;
  /** How an orchestrator runs the tools: 1 single, 2 parallel, 3 sequential; and whether a last call words the answer. */
  readonly orchestratorMode: number;
  readonly synthesis: number;
  /** Share of questions that a semantic cache answers, and share of these answers that are right. */
  readonly semanticHitRate: number;
  readonly semanticAccuracy: number;
  /** Questions come again in other words. */
  readonly questionsRepeat: number;
  /** Share of tasks whose plan is known, and share of known plans that do not hold any more. */
  readonly planRepeatShare: number;
  readonly planInvalidShare: number;
  /** Share of tasks that a small model does as well. */
  readonly easyShare: number;
  /** Tokens of an answer that says what is needed; 0: 55% of those of now. */
  readonly answerTokens: number;
  /** The tasks are hard enough for the model to have to think. */
  readonly needsReasoning: number;
  /** Share of the tool definitions that no task uses. */
  readonly unusedToolsShare: number;
  /** Tokens of a system prompt that says the same. */
  readonly systemTokens: number;
  /** Rounds of drafting and judging; 0: the task is no such loop. */
  readonly evaluatorCycles: number;
  readonly critiqueTokens: number;
  /** Share of ticks that add nothing, once there are many. */
  readonly wastedTickShare: number;
  /** A person can draw the steps before the task runs. */
  readonly stepsKnown: number;
  /** Workers whose results one call puts together; 0: there is no such call. */
  readonly fanInWorkers: number;
  readonly summaryTokens: number;
  /** That a tool call that could be started early will be needed, and what a second of waiting is worth. */
  readonly neededShare: number;
  readonly secondWorth: number;
  /** Share of ticks with one call that would join the one before, if the model were asked to. */
  readonly joinableShare: number;
  /** Share of tasks that succeed. */
  readonly successRate: number;
}

export const defaultAssumptions: Assumptions = {
  toolMilliseconds: 500,
  toolCost: 0,
  severalCallsShare: 0.3,
  severalCalls: 3,
  serialDispatch: 1,
  callsDepend: 0,
  poolSize: 8,
  sideEffects: 0,
  repeatedCallShare: 0.25,
  resultBytes: 10_000,
  agents: 1,
  callsPerSecond: 1,
  bulkEndpoint: 0,
  sameShape: 1,
  batchWindow: 10,
  requestMilliseconds: 50,
  offline: 0,
  replanShare: 0.1,
  fallbackShare: 0.2,
  routerTokens: 500,
  orchestratorMode: 2,
  synthesis: 1,
  semanticHitRate: 0.61,
  semanticAccuracy: 0.97,
  questionsRepeat: 0,
  planRepeatShare: 0.5,
  planInvalidShare: 0.05,
  easyShare: 0.6,
  answerTokens: 0,
  needsReasoning: 0,
  unusedToolsShare: 0.3,
  systemTokens: 500,
  evaluatorCycles: 0,
  critiqueTokens: 200,
  wastedTickShare: 0.25,
  stepsKnown: 0,
  fanInWorkers: 0,
  summaryTokens: 150,
  neededShare: 0.7,
  secondWorth: 0.01,
  joinableShare: 0.3,
  successRate: 1,
};
