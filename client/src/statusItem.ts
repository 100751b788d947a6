// The language status item: what is known of the document in the active editor, and whether the server is well.
import { type Disposable, LanguageStatusSeverity, languages, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { commandIds, type StatusParams, statusNotification } from '../../server/src/protocol/index.ts';
import { sourceSelector } from './documentSelector.ts';

export function createStatusItem(client: LanguageClient): Disposable {
  const item = languages.createLanguageStatusItem('hitrate.status', sourceSelector);
  item.name = 'Hitrate';
  const showReport = { title: 'Cost Report', command: commandIds.showCostReport };
  const showOutput = { title: 'Show Output', command: commandIds.showOutput };
  const byUri = new Map<string, StatusParams>();

  function show(): void {
    const uri = window.activeTextEditor?.document.uri;
    const status = uri === undefined ? undefined : byUri.get(client.code2ProtocolConverter.asUri(uri));
    const isStarting = client.state === State.Starting;
    const isStopped = client.state === State.Stopped;
    item.busy = isStarting || status?.state === 'busy';
    item.severity =
      isStopped || status?.state === 'error' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = isStopped ? 'Hitrate has stopped' : textOf(status);
    item.command = status?.state === 'ready' && status.calls > 0 ? showReport : showOutput;
    item.detail = status?.state === 'error' ? status.message : '';
  }

  const registrations = [
    item,
    client.onNotification(statusNotification.method, (status: StatusParams) => {
      byUri.set(status.uri, status);
      show();
    }),
    client.onDidChangeState(() => {
      // A new server has analysed nothing yet.
      if (client.state !== State.Running) byUri.clear();
      show();
    }),
    window.onDidChangeActiveTextEditor(show),
  ];
  show();
  return {
    dispose: () => {
      for (const registration of registrations) registration.dispose();
    },
  };
}

function textOf(status: StatusParams | undefined): string {
  if (status?.state === 'error') return 'Hitrate failed on this file';
  if (status?.state !== 'ready' || !status.shown) return 'Hitrate';
  if (status.calls === 0) return 'No model calls';
  const calls = status.calls === 1 ? '1 model call' : `${status.calls} model calls`;
  const day = status.day === undefined ? '' : ` · ${status.day} a day`;
  return `${calls} · ≈${status.tokens.toLocaleString('en-US')} tok${day}`;
}
