// The rules that a simulation runs under: the provider's figures, and a choice for each point that its documents leave open.

export interface AnthropicOptions {
  /** Shortest prefix that is cached, tokens. */
  readonly minimumPrefixTokens: number;
  /** Positions that a lookup checks from a breakpoint back, the breakpoint being the first. */
  readonly lookbackPositions: number;
  /** Most breakpoints, the automatic one included. */
  readonly markerLimit: number;
  readonly ttlSeconds: { readonly '5m': number; readonly '1h': number };
  /** Whose cache this is: entries are never shared between two of these. */
  readonly isolation: string;
  /** Messages and Batches keep entries apart. */
  readonly store: 'messages' | 'batch';
  /** From the start of a request to its first token, when its writes become readable. */
  readonly firstTokenMilliseconds: number;
  readonly automaticMark: 'supported' | 'refused';
  /** A plain user message after tool use leaves earlier thinking blocks in place; older models strip them. */
  readonly keepsThinking: boolean;
  /** Effort that an omitted one stands for. */
  readonly defaultEffort: string;

  /** Open: consecutive tool_use blocks, or tool_result blocks, are one position. True on the Claude API, unknown elsewhere. */
  readonly runCollapse: boolean;
  /** Open: a mark inside such a run takes effect at its end, or where it stands. */
  readonly markInsideRun: 'run-end' | 'marked-block';
  /** Open: positions run on from messages into system and tools, or a lookup ends with its level. */
  readonly lookupCrossesLevels: boolean;
  /** Open: reading a longer entry also refreshes the shorter ones at earlier breakpoints. */
  readonly refreshShorterEntries: boolean;
  /** Open: what a changed thinking mode, budget or effort loses. At least the messages. */
  readonly thinkingLoses: 'messages' | 'system' | 'tools';
  /** Open: the minimum is compared with the prefix at each breakpoint, or with the whole request. */
  readonly minimumAppliesTo: 'prefix' | 'request';
  /** Open: the first and the last image of a conversation lose its messages, as the table says. */
  readonly imagesInvalidate: boolean;
  /** Open: time that an entry survives its lifetime; deletion is prompt, not immediate. */
  readonly graceSeconds: number;
  /** The API marks server-tool results by itself, five minutes each, once any mark is present. */
  readonly serverToolMarks: boolean;
}

export const defaultAnthropicOptions: AnthropicOptions = {
  minimumPrefixTokens: 1024,
  lookbackPositions: 20,
  markerLimit: 4,
  ttlSeconds: { '5m': 300, '1h': 3600 },
  isolation: 'default',
  store: 'messages',
  firstTokenMilliseconds: 1000,
  automaticMark: 'supported',
  keepsThinking: true,
  defaultEffort: 'high',
  runCollapse: true,
  markInsideRun: 'run-end',
  lookupCrossesLevels: true,
  refreshShorterEntries: true,
  thinkingLoses: 'messages',
  minimumAppliesTo: 'prefix',
  imagesInvalidate: true,
  graceSeconds: 0,
  serverToolMarks: true,
};
