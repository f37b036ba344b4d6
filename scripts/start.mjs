import './check-node-version.mjs';

/**
 * npm start and npm run dev: set up what is missing, then run the server with the pinned Node. Arguments go to the server.
 * With --dev the server restarts when its files change, and Vite stands in front with hot reload.
 */
const { buildWeb, install, pinnedNode, root, runCommand } = await import('./set-up.mjs');
const { runChildren } = await import('./run-child.mjs');
const { join } = await import('node:path');

const DEV_ADDRESS = 'http://localhost:5173';

await runCommand(async () => {
  install();
  const args = process.argv.slice(2).filter((argument) => argument !== '--dev');
  const dev = process.argv.includes('--dev');
  if (!dev) buildWeb();
  process.exitCode = await runChildren(dev ? developmentPrograms(args) : [server(args)]);
});

function server(args) {
  return { command: pinnedNode(), args: [join(root, 'server', 'main.ts'), ...args], cwd: process.cwd() };
}

function developmentPrograms(args) {
  const { command, args: server_args, cwd } = server(args);
  const origins = [process.env.ALLOWED_ORIGINS, DEV_ADDRESS].filter(Boolean).join(',');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  console.log(`The page with hot reload: ${DEV_ADDRESS}`);
  return [
    { command, args: ['--watch', '--watch-preserve-output', ...server_args], cwd, env: { ALLOWED_ORIGINS: origins } },
    {
      command,
      args: [vite, '--config', join('web', 'vite.config.ts'), '--strictPort', '--clearScreen', 'false'],
      cwd: root,
    },
  ];
}
