// Runs the end-to-end tests in a real VS Code, one file at a time; started by `test/e2e/run.mjs`, which prepares the ground.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include:
      process.env.HITRATE_E2E_SCREENSHOTS === undefined
        ? ['test/e2e/**/*.e2e.ts', 'test/webview/**/*.e2e.ts']
        : ['test/e2e/screenshots.ts', 'test/e2e/promptScreenshots.ts', 'test/webview/screenshots.ts'],
    pool: 'forks',
    fileParallelism: false, // each file holds a browser and a VS Code, about 1 GB
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
  },
});
