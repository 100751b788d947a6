// Offers what Hitrate knows to the agents of the editor, as far as the editor has any.
import { Disposable, lm } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { agentToolNames, editorToolName } from '../../../server/src/protocol/index.ts';
import { agentTool } from './agentTool.ts';
import { applyFixTool } from './applyFixTool.ts';

/** Named in the manifest beside those that only read. */
export const applyFixName = editorToolName('apply_fix');

export function registerAgentTools(client: LanguageClient): Disposable {
  // Not every editor that runs extensions has a place for tools.
  if (typeof lm?.registerTool !== 'function') return new Disposable(() => undefined);
  return Disposable.from(
    ...agentToolNames.map((name) => lm.registerTool(editorToolName(name), agentTool(client, name))),
    lm.registerTool(applyFixName, applyFixTool(client)),
  );
}
