// Fixes all findings of a rule in the workspace, after asking when several files change.
import {
  ApplyWorkspaceEditRequest,
  type CancellationToken,
  type ChangeAnnotation,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  ShowMessageRequest,
} from 'vscode-languageserver/node';
import { fixRuleCommand, fixRuleParamsSchema } from '../../protocol/index.ts';
import { counted } from '../../report/index.ts';
import { canAnnotate, toWorkspaceEdit } from '../convert.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import type { Session } from '../session.ts';
import { type WorkspaceFixes, workspaceFixes } from '../workspaceFixes.ts';

export const fixRule: Feature = {
  capabilities: (client) =>
    client.workspace?.applyEdit === true ? { executeCommandProvider: { commands: [fixRuleCommand] } } : {},
  register: (session) => {
    const { connection } = session;
    connection.onExecuteCommand(
      guarded(connection, 'workspace/executeCommand', null, async ({ command, arguments: given }, token) => {
        const params = fixRuleParamsSchema.safeParse(given?.[0]);
        if (command !== fixRuleCommand || !params.success) return null;
        await tell(session, await fixAll(session, params.data.rule, token));
        return null;
      }),
    );
  },
};

/** Returns what became of it, as sentences. */
async function fixAll(session: Session, rule: string, token: CancellationToken): Promise<string | undefined> {
  const fixes = await found(session, rule, token);
  if (fixes === undefined) return undefined;
  const { fixed, changes } = fixes;
  if (fixed === 0) return [`Nothing in the workspace has a safe fix of ${rule}.`, ...restOf(fixes)].join(' ');
  const what = `${counted(fixed, 'finding')} of ${rule} in ${counted(changes.length, 'file')}`;
  const choice = changes.length === 1 ? 'apply' : await ask(session, `Fix ${what}?`);
  if (choice === undefined) return undefined;
  const isStale = [...fixes.texts].some(([path, text]) => session.snapshot.read(path) !== text);
  if (isStale) return 'The files were edited meanwhile: nothing was changed. Choose the fix again.';
  const annotation: ChangeAnnotation = { label: `Fix ${rule}`, needsConfirmation: true };
  const edit = toWorkspaceEdit(session, changes, choice === 'review' ? annotation : undefined);
  const label = `Fix all findings of ${rule}`;
  const { applied, failureReason } = await session.connection.sendRequest(ApplyWorkspaceEditRequest.type, {
    label,
    edit,
  });
  if (!applied) return `Nothing was fixed: ${failureReason ?? 'the editor did not apply the edits'}.`;
  return [`Fixed ${what}.`, ...restOf(fixes)].join(' ');
}

/** Undefined when the user has had enough of it. */
async function found(session: Session, rule: string, token: CancellationToken): Promise<WorkspaceFixes | undefined> {
  const { connection, client } = session;
  const progress =
    client.window?.workDoneProgress === true ? await connection.window.createWorkDoneProgress() : undefined;
  progress?.begin(`Looking for ${rule} in the workspace`, 0, undefined, true);
  try {
    return await workspaceFixes({
      session,
      rule,
      token: progress === undefined ? token : eitherOf(token, progress.token),
      onProgress: (done, all) => progress?.report(Math.round((100 * done) / all), `${done} of ${counted(all, 'file')}`),
    });
  } catch (error) {
    if (error instanceof ResponseError && !token.isCancellationRequested) return undefined;
    throw error;
  } finally {
    progress?.done();
  }
}

async function ask(session: Session, message: string): Promise<'apply' | 'review' | undefined> {
  const all = { title: 'Fix All' };
  const review = { title: 'Review Each' };
  const actions = canAnnotate(session.client) ? [all, review] : [all];
  const chosen = await session.connection.sendRequest(ShowMessageRequest.type, {
    type: MessageType.Info,
    message,
    actions,
  });
  return chosen?.title === all.title ? 'apply' : chosen?.title === review.title ? 'review' : undefined;
}

function restOf({ leftOut, clashing }: WorkspaceFixes): readonly string[] {
  const left = leftOut === 0 ? [] : [`${counted(leftOut, 'fix', 'fixes')} left out: a file cannot be written.`];
  return clashing === 0 ? left : [...left, `${counted(clashing, 'finding')} overlapped others: run it once more.`];
}

async function tell({ connection }: Session, message: string | undefined): Promise<void> {
  if (message === undefined) return;
  await connection.sendNotification(ShowMessageNotification.type, {
    type: MessageType.Info,
    message: `Hitrate: ${message}`,
  });
}

function eitherOf(one: CancellationToken, other: CancellationToken): CancellationToken {
  return {
    get isCancellationRequested() {
      return one.isCancellationRequested || other.isCancellationRequested;
    },
    onCancellationRequested: one.onCancellationRequested,
  };
}
