// `hitrate mcp`: the tools for coding agents over the Model Context Protocol, on standard input and output.
import { fileURLToPath } from 'node:url';
import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';
import type { ToolThread } from '../host/index.ts';
import { type AgentToolAnswer, type AgentToolName, agentToolNames, agentTools } from '../protocol/index.ts';

export interface McpOptions {
  /** Folders of the command line; empty: the client names its own, else `cwd`. */
  readonly folders: readonly string[];
  readonly cwd: string;
  /** `preview_fix` takes `apply`. */
  readonly allowWrites: boolean;
  readonly version: string;
  readonly thread: ToolThread;
  readonly warn: (text: string) => void;
}

const instructions = `Hitrate reads the source of LLM agents (TypeScript, JavaScript, Python) and tells what breaks their prompt cache, and what it costs. It never runs code and sends nothing to a provider.
- After you wrote or changed prompts, tools, messages or agent loops: check those files, mend errors and warnings, check again.
- preview_fix shows a known fix as a diff; apply safe ones as they are, read unsafe ones first.
- A finding you doubt, or a call you miss: explain its file. To see what a change saves: profile before and after.
- Lists are cut: pass next as cursor to go on.`;

const rootsKey = 'roots';
/** A client that does not answer is not waited for as a person would be. */
const rootsMilliseconds = 15_000;

/** Resolves when the client has closed the channel. */
export async function serveMcp(options: McpOptions): Promise<void> {
  const closed = new Promise<void>((done) => {
    process.stdin.once('end', done);
    process.stdin.once('close', done);
  });
  const handle = serveStdio(() => createServer(options), {
    onerror: (error) => options.warn(`hitrate: ${error.message}\n`),
  });
  await closed;
  options.thread.dispose();
  await handle.close();
}

function createServer(options: McpOptions): McpServer {
  const { allowWrites, version } = options;
  const server = new McpServer(
    { name: 'hitrate', title: 'Hitrate', version },
    { instructions, inputRequired: { roundTimeoutMs: rootsMilliseconds } },
  );
  for (const name of agentToolNames) {
    const { title, description, input, output } = agentTools[name];
    const mayWrite = allowWrites && name === 'preview_fix';
    server.registerTool(
      name,
      {
        title,
        description: mayWrite ? description.replace('Writes nothing.', 'Writes it only with `apply`.') : description,
        inputSchema: mayWrite ? writingInput : z.strictObject(input.shape),
        outputSchema: output,
        annotations: {
          title,
          readOnlyHint: !mayWrite,
          destructiveHint: mayWrite,
          idempotentHint: !mayWrite,
          openWorldHint: false,
        },
      },
      (given: Readonly<Record<string, unknown>>, context) => answer(server, name, given, context, options),
    );
  }
  return server;
}

const writingInput = z.strictObject({
  ...agentTools.preview_fix.input.shape,
  apply: z.boolean().optional().describe('Write the fix, too. Default: false.'),
});

async function answer(
  server: McpServer,
  tool: AgentToolName,
  { apply, ...input }: Readonly<Record<string, unknown>>,
  context: ServerContext,
  { folders, cwd, thread }: McpOptions,
): Promise<CallToolResult | InputRequiredResult> {
  let allowed = folders.length > 0 ? folders : [cwd];
  if (folders.length === 0 && namesRoots(server, context)) {
    const named = inputResponse(context.mcpReq.inputResponses, rootsKey);
    if (named.kind === 'roots') allowed = named.roots.flatMap(({ uri }) => folderOf(uri));
    else if (context.mcpReq.inputResponses === undefined) {
      return inputRequired({ inputRequests: { [rootsKey]: inputRequired.listRoots() } });
    } else allowed = [];
    if (allowed.length === 0)
      return refusal('The client names no folder on this machine: open one, or start the server with --root <folder>.');
  }
  const call = { tool, input, folders: allowed, unsaved: {}, apply: apply === true };
  return resultOf(await thread.run(call, context.mcpReq.signal));
}

/** Newer clients say it with each request, older ones once. */
function namesRoots(server: McpServer, { mcpReq }: ServerContext): boolean {
  const { [CLIENT_CAPABILITIES_META_KEY]: declared } = (mcpReq.envelope ?? {}) as {
    readonly [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities;
  };
  return (declared ?? server.server.getClientCapabilities())?.roots !== undefined;
}

function folderOf(uri: string): readonly string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    // Of another machine, or of another scheme.
    return [];
  }
}

function resultOf(given: AgentToolAnswer): CallToolResult {
  if (given.kind !== 'done') return refusal(given.why);
  return { content: [{ type: 'text', text: given.text }], structuredContent: { ...given.structured } };
}

function refusal(why: string): CallToolResult {
  return { content: [{ type: 'text', text: why }], isError: true };
}
