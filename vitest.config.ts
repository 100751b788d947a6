// Runs every test that needs no browser; the end-to-end tests of the editor have a runner of their own.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    setupFiles: ['test/harness/fixedSeed.ts'],
    testTimeout: 30_000,
    // Hooks start the engine, which loads the grammars.
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
