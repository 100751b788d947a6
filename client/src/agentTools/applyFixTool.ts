// The tool that applies a fix: only where the user has switched it on, and asked each time.
import { type LanguageModelTool, Range, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type AgentToolChange, type AgentToolInput, settingPrefix } from '../../../server/src/protocol/index.ts';
import { askTool, textResult } from './agentTool.ts';

export function applyFixTool(client: LanguageClient): LanguageModelTool<AgentToolInput<'preview_fix'>> {
  return {
    // Nobody is asked for what will be refused.
    prepareInvocation: ({ input: { file, line, rule } }) =>
      isWanted()
        ? {
            invocationMessage: `Applying a fix in ${file}`,
            confirmationMessages: {
              title: 'Apply a fix of Hitrate?',
              message: `The fix of ${rule ?? 'the finding'} at ${file}:${line} changes the open text of the file. Nothing is saved.`,
            },
          }
        : undefined,
    invoke: async (options, token) => {
      if (!isWanted()) {
        throw new Error('Applying fixes is switched off: the user can set hitrate.agentTools.applyFixes.');
      }
      const { changes, structured } = await askTool(client, 'preview_fix', options, token);
      const edit = await editOf(changes);
      if (!(await workspace.applyEdit(edit))) throw new Error('The editor did not apply the edit.');
      return textResult(`Applied, not saved: ${String(structured.title)}.\n${String(structured.diff)}`);
    },
  };
}

function isWanted(): boolean {
  return workspace.getConfiguration(settingPrefix).get('agentTools.applyFixes') === true;
}

/** Offsets count in the text that was analysed, and in no other. */
async function editOf(changes: readonly AgentToolChange[]): Promise<WorkspaceEdit> {
  const edit = new WorkspaceEdit();
  for (const { path, before, edits } of changes) {
    const uri = Uri.file(path);
    const document = await workspace.openTextDocument(uri);
    if (document.getText() !== before) throw new Error(`${path} has changed meanwhile: check again.`);
    for (const { span, newText } of edits) {
      edit.replace(uri, new Range(document.positionAt(span.start), document.positionAt(span.end)), newText);
    }
  }
  return edit;
}
