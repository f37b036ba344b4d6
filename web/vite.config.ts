import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';

const server = `http://localhost:${process.env['PORT'] ?? '3000'}`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), precompress()],
  server: {
    // The host stays the page's own: the server takes a cookie from pages of its own origin only.
    proxy: Object.fromEntries(
      ['/api', '/docs', '/health', '/openapi.json', '/asyncapi.json', '/ws'].map((path) => [
        path,
        { target: server, changeOrigin: false, ws: path === '/ws' },
      ]),
    ),
  },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2023',
    // The server's CSP allows no data: fonts or scripts, and a request on the same connection costs little.
    assetsInlineLimit: 0,
    // Written by the preload polyfill as an inline script otherwise; every browser we serve knows modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/](?!react-virtual|virtual-core)/, priority: 2 },
          ],
        },
      },
    },
  },
});
