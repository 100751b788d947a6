// Ids of the commands that the editor offers; the server names them in lenses.

export const commandIds = {
  profilePrompt: 'hitrate.profilePrompt',
  showCostReport: 'hitrate.showCostReport',
  countTokens: 'hitrate.countTokens',
  forgetKeys: 'hitrate.forgetKeys',
  explainCall: 'hitrate.explainCall',
  recordInTerminal: 'hitrate.recordInTerminal',
  showOutput: 'hitrate.showOutput',
  restartServer: 'hitrate.restartServer',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
