// Tells the client how the analysis of each document went, for its status item.
import { type StatusParams, statusNotification } from '../../protocol/index.ts';
import type { Feature } from '../feature.ts';
import { logged } from '../logged.ts';
import type { AnalysisOutcome } from '../session.ts';

export const status: Feature = {
  capabilities: () => ({}),
  register: ({ connection, onOutcome }) => {
    const { method } = statusNotification;
    onOutcome((outcome) => logged(connection, method, connection.sendNotification(method, statusOf(outcome))));
  },
};

function statusOf(outcome: AnalysisOutcome): StatusParams {
  const { uri } = outcome;
  if (outcome.kind === 'busy') return { uri, state: 'busy' };
  if (outcome.kind === 'failed') return { uri, state: 'error', message: outcome.message };
  const calls = outcome.analysis?.calls ?? [];
  return {
    uri,
    state: 'ready',
    calls: calls.length,
    tokens: calls.reduce((sum, { estimate }) => sum + estimate.input.tokens, 0),
    findings: outcome.analysis?.findings.length ?? 0,
  };
}
