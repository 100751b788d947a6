// Shows reports on model calls as read-only documents, made anew when the source they speak of is saved.
import { type Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type CallReport, type ReportParams, reportRequest } from '../../server/src/protocol/index.ts';

const scheme = 'hitrate-report';

export interface ReportDocuments extends Disposable {
  /** URI of the report's document; undefined when there is no model call at the place. */
  readonly open: (params: ReportParams) => Promise<Uri | undefined>;
}

export function createReportDocuments(client: LanguageClient): ReportDocuments {
  const changed = new EventEmitter<Uri>();
  const paramsOf = new Map<string, ReportParams>();
  const ask = (params: ReportParams): Promise<CallReport | null> =>
    client.sendRequest<CallReport | null>(reportRequest.method, params);
  const provider: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => {
      const params = paramsOf.get(uri.toString());
      const report = params === undefined ? null : await ask(params);
      return report?.text ?? 'There is no model call here any more.';
    },
  };
  const registrations = [
    workspace.registerTextDocumentContentProvider(scheme, provider),
    workspace.onDidSaveTextDocument((document) => {
      const source = document.uri.toString();
      for (const [uri, params] of paramsOf) if (params.uri === source) changed.fire(Uri.parse(uri));
    }),
    changed,
  ];
  return {
    open: async (params) => {
      const report = await ask(params);
      if (report === null) return undefined;
      const place = { ...params, offset: report.offset };
      const name = `explain ${report.title.replace(/[\\/:\s]+/g, ' ')}.txt`;
      const uri = Uri.from({ scheme, path: `/${name}`, query: JSON.stringify(place) });
      paramsOf.set(uri.toString(), place);
      changed.fire(uri);
      return uri;
    },
    dispose: () => {
      for (const registration of registrations) registration.dispose();
    },
  };
}
