import { defineConfig } from 'vitest/config';

/** The tests that drive a real Chromium: one after another, so that each has the machine to itself. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    passWithNoTests: true,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
