import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** The tests that drive a real Chromium: one after another, so that each has the machine to itself. */
export default defineConfig({
  test: {
    ...limits,
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    passWithNoTests: true,
  },
});
