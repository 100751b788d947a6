// Starts `hitrate mcp` as it is shipped, in a process of its own, and connects the official client to it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

export interface McpConnection {
  readonly client: Client;
  readonly transport: StdioClientTransport;
  readonly call: (tool: string, input?: Readonly<Record<string, unknown>>, signal?: AbortSignal) => Promise<McpAnswer>;
}

export interface McpAnswer {
  readonly isError: boolean;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each tool has a shape of its own, which the client has checked by its schema.
  readonly structured: any;
}

export interface McpSetup {
  /** Folder of the bundles. */
  readonly program: string;
  readonly cwd: string;
  readonly args?: readonly string[];
  /** What the client answers when it is asked for its folders, each time; undefined: it does not know of them. */
  readonly roots?: readonly string[];
  readonly mode?: VersionNegotiationMode;
}

export async function connectMcp({
  program,
  cwd,
  args = [],
  roots,
  mode = 'legacy',
}: McpSetup): Promise<McpConnection> {
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: roots === undefined ? {} : { roots: {} }, versionNegotiation: { mode } },
  );
  if (roots !== undefined) {
    client.setRequestHandler('roots/list', () => ({
      roots: roots.map((root) => ({ uri: pathToFileURL(root).href })),
    }));
  }
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(program, 'cli.js'), 'mcp', ...args],
    cwd,
    stderr: 'ignore',
  });
  await client.connect(transport);
  // From here on the client holds answers to the schemas of the tools.
  await client.listTools();
  return {
    client,
    transport,
    call: async (name, input = {}, signal) => {
      const result = await client.callTool({ name, arguments: { ...input } }, signal && { signal });
      const [first] = result.content;
      return {
        isError: result.isError === true,
        text: first?.type === 'text' ? first.text : '',
        structured: result.structuredContent,
      };
    },
  };
}
