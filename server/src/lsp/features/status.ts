// Tells the client how the analysis of each document went, for its status item.
import type { AnalyzedCall, Scenario } from '../../engine/index.ts';
import { type StatusParams, statusNotification } from '../../protocol/index.ts';
import { costRow } from '../../report/index.ts';
import type { Feature } from '../feature.ts';
import { logged } from '../logged.ts';
import type { AnalysisOutcome, Session } from '../session.ts';

export const status: Feature = {
  capabilities: () => ({}),
  register: (session) => {
    const { connection, onOutcome } = session;
    const { method } = statusNotification;
    onOutcome((outcome) =>
      logged(
        connection,
        method,
        statusOf(session, outcome).then((params) => connection.sendNotification(method, params)),
      ),
    );
  },
};

async function statusOf(session: Session, outcome: AnalysisOutcome): Promise<StatusParams> {
  const { uri } = outcome;
  if (outcome.kind === 'busy') return { uri, state: 'busy' };
  if (outcome.kind === 'failed') return { uri, state: 'error', message: outcome.message };
  const calls = outcome.analysis?.calls ?? [];
  const { editor, engine } = await session.settingsOf(uri);
  const day = dayOf(session, calls, engine.scenario);
  return {
    uri,
    state: 'ready',
    calls: calls.length,
    tokens: calls.reduce((sum, { estimate }) => sum + estimate.input.tokens, 0),
    ...(day === undefined ? {} : { day }),
    shown: editor['status.enabled'],
    findings: outcome.analysis?.findings.length ?? 0,
  };
}

/** Undefined when a price is not known. */
function dayOf(session: Session, calls: readonly AnalyzedCall[], scenario: Scenario): string | undefined {
  const engine = session.engine.current();
  if (engine === undefined || calls.length === 0) return undefined;
  let sum = 0n;
  for (const call of calls) {
    const { day } = costRow(engine, call, scenario, { file: '', line: 0 });
    if (day === undefined) return undefined;
    sum += day;
  }
  return engine.formatMoney(sum);
}
