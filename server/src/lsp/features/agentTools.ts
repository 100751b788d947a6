// Runs the tools of coding agents for the agents of the editor, on a thread of their own, so that typing never waits for them.
import { Worker } from 'node:worker_threads';
import type { RequestHandler } from 'vscode-languageserver/node';
import { createToolThread } from '../../host/index.ts';
import { type AgentToolAnswer, type AgentToolParams, agentToolRequest } from '../../protocol/index.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded } from '../guarded.ts';
import { uriOfPath } from '../uriPath.ts';

/** Beside the bundle of the server. Standard output may be the channel to the editor. */
const startTools = (): Worker => new Worker(new URL('./tools.js', import.meta.url), { stdout: true });

const failed: AgentToolAnswer = { kind: 'failed', why: 'The tool could not run; the output of Hitrate tells why.' };

export const agentTools: Feature = {
  capabilities: () => ({}),
  register: ({ connection, settings }) => {
    const thread = createToolThread(startTools);
    const answer = guarded<AgentToolParams, AgentToolAnswer>(
      connection,
      agentToolRequest.method,
      failed,
      async (params, token) => {
        const folders = settings.folders().filter((folder) => uriOfPath(folder).startsWith('file:'));
        const [first] = folders;
        if (first === undefined) return { kind: 'refused', why: 'No folder on this machine is open.' };
        const section = await settings.of(uriOfPath(first));
        checkCancelled(token);
        const controller = new AbortController();
        const watch = token.onCancellationRequested(() => controller.abort());
        const call = { ...params, folders, settings: section, apply: false };
        const given = await thread.run(call, controller.signal);
        watch.dispose();
        return given;
      },
    );
    const handler: RequestHandler<AgentToolParams, AgentToolAnswer, void> = answer as never;
    connection.onRequest(agentToolRequest.method, handler);
  },
};
