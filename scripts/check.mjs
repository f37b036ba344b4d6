import './check-node-version.mjs';

/** npm run check: types, lint and format, without running a test. */
const { install, runCommand } = await import('./set-up.mjs');

await runCommand(async () => {
  install();
  const { runChecks } = await import('./checks.mjs');
  const { failed } = await runChecks();
  process.exitCode = failed === 0 ? 0 : 1;
});
