/**
 * What hangs ends with an error. These bounds are far above what anything takes, so that a test says what the program does
 * and not how busy a machine is: the same run has been seen to take ten times as long on one that others used too.
 */
export const limits = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  teardownTimeout: 60_000,
  expect: { poll: { timeout: 120_000 } },
} as const;
