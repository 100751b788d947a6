// Names the packaged extension and the example workspace that the end-to-end tests open.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExtensionSource } from './harness/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `run.mjs` packages it and passes its path on; started without it, the package of the last build is taken. */
export const packagedExtension: ExtensionSource = {
  kind: 'vsix',
  path: process.env.HITRATE_E2E_VSIX ?? path.join(root, 'dist', 'hitrate.vsix'),
};

/** `HITRATE_E2E_WORKSPACE` tries the tests on another agent of the same shape. */
export const supportAgent = process.env.HITRATE_E2E_WORKSPACE ?? path.join(root, 'examples', 'support-agent-ts');

/** Its mended twin, whose prompts are cached. */
export const supportAgentMended = path.join(root, 'examples', 'support-agent-ts-mended');

/** An agent whose prompts lie in files of their own. */
export const promptFiles = path.join(root, 'test', 'e2e', 'workspaces', 'prompt-files');
