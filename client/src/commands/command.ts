// What a command of the editor is: its id, and what it does.
import type { SecretStorage } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CommandId } from '../../../server/src/protocol/index.ts';
import type { CostReports } from '../costReports.ts';
import type { ProfilerPanels } from '../profiler/profilerPanels.ts';
import type { ReportDocuments } from '../reportDocuments.ts';

export interface CommandContext {
  readonly client: LanguageClient;
  readonly profiler: ProfilerPanels;
  readonly reports: ReportDocuments;
  /** Folder of the extension, with what is shipped. */
  readonly extensionPath: string;
  readonly costReports: CostReports;
  readonly secrets: SecretStorage;
}

export interface Command {
  readonly id: CommandId;
  /** `argument` is whatever the caller passes: a lens, a key binding, another extension. */
  readonly run: (context: CommandContext, argument: unknown) => Promise<void>;
}
