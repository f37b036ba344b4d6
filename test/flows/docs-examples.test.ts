import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const example = join(import.meta.dirname, '../../server/platform/http/docs/examples/live-prices.ts');

describe('the example of the socket in the documents', () => {
  it('shows prices when it is run as it stands there', async () => {
    await using app = await startApp();
    const shown = await (await fetch(`${app.url}/docs/socket`)).text();
    expect(shown).toContain('live-prices.ts http://localhost:3000 AAPL,MSFT');
    const child = spawn(process.execPath, [example, app.url, 'AAPL,MSFT'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    try {
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
      await waitFor('a price of both', () => /^AAPL \d+\.\d+ \(/m.test(output) && /^MSFT \d+\.\d+ \(/m.test(output));
    } finally {
      child.kill();
      await ended;
    }
  });
});
