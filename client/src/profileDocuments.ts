// Shows profile reports as read-only documents, made anew when the source they speak of is saved.
import { type Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type ProfileParams, type ProfileReport, profileRequest } from '../../server/src/protocol/index.ts';

const scheme = 'hitrate-profile';

export interface ProfileDocuments extends Disposable {
  /** URI of the report's document; undefined when there is no model call at the place. */
  readonly open: (params: ProfileParams) => Promise<Uri | undefined>;
}

export function createProfileDocuments(client: LanguageClient): ProfileDocuments {
  const changed = new EventEmitter<Uri>();
  const paramsOf = new Map<string, ProfileParams>();
  const ask = (params: ProfileParams): Promise<ProfileReport | null> =>
    client.sendRequest<ProfileReport | null>(profileRequest.method, params);
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
      const place = { uri: params.uri, offset: report.offset };
      const name = `${report.title.replace(/[\\/:\s]+/g, ' ')}.txt`;
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
