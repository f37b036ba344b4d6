import './check-node-version.mjs';

/** node scripts/run.mjs FILE …: set up what is missing, then run one of our TypeScript programs with the pinned Node. */
const { install, pinnedNode, root, runCommand, SetUpError } = await import('./set-up.mjs');
const { runChildren } = await import('./run-child.mjs');
const { join } = await import('node:path');

await runCommand(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (file === undefined)
    throw new SetUpError('Say which program to run, for example: node scripts/run.mjs bench/main.ts');
  install();
  process.exitCode = await runChildren([
    { command: pinnedNode(), args: [join(root, file), ...args], cwd: process.cwd() },
  ]);
});
