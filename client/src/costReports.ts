// Holds the newest cost report as a read-only document, whose places lead to the source.
import { type Disposable, DocumentLink, EventEmitter, languages, Range, Uri, workspace } from 'vscode';

const scheme = 'hitrate-cost';
/** A line of the table begins with its place. */
const placeOfLine = /^(\S.*?):(\d+) {2}/;

export interface CostReports extends Disposable {
  /** The report's address; its places are relative to the folder. */
  readonly show: (text: string, folder: Uri) => Uri;
}

export function createCostReports(): CostReports {
  const changed = new EventEmitter<Uri>();
  const uri = Uri.from({ scheme, path: '/Cost of the model calls.txt' });
  let newest = '';
  let root: Uri | undefined;
  const registrations = [
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => newest,
    }),
    languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: (document) =>
          document
            .getText()
            .split('\n')
            .flatMap((line, at) => {
              const [, file, number] = placeOfLine.exec(line) ?? [];
              if (file === undefined || number === undefined || root === undefined) return [];
              const target = Uri.joinPath(root, file).with({ fragment: `L${number}` });
              return new DocumentLink(new Range(at, 0, at, file.length + 1 + number.length), target);
            }),
      },
    ),
    changed,
  ];
  return {
    show: (text, folder) => {
      newest = text;
      root = folder;
      changed.fire(uri);
      return uri;
    },
    dispose: () => {
      for (const registration of registrations) registration.dispose();
    },
  };
}
