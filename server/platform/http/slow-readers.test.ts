import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHttp } from '../../../test/support/http.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { route } from './route.ts';

const AN_EXPORT = '/api/v1/stocks/AAPL/history/export?from=2026-01-01T00:00:00Z&interval=1d';

async function* lines(count: number, every_ms: number): AsyncGenerator<string> {
  for (let line = 0; line < count; line += 1) {
    await pause(every_ms);
    yield `line ${line}\r\n`;
  }
}

describe('a file that is sent while it is made', () => {
  it('comes whole, however much longer than a handler may take', async () => {
    const file = { name: 'long.csv', text: lines(20, 20) };
    await using http = await startHttp({
      handler_ms_max: 100,
      routes: [route('exportHistory', async () => ({ file }))],
    });
    const text = await (await fetch(http.url + AN_EXPORT)).text();
    expect(text.endsWith('line 19\r\n')).toBe(true);
  });
});

describe('a client that asks and never reads', () => {
  it('is let go, so that no answer waits in memory for ever', async () => {
    const file = { name: 'large.csv', text: 'x'.repeat(32 * 1024 * 1024) };
    await using http = await startHttp({
      request_ms_max: 200,
      routes: [route('exportHistory', async () => ({ file }))],
    });
    const { server } = http.service;
    const { hostname, port } = new URL(http.url);
    const socket = connect(Number(port), hostname).pause();
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    socket.write(`GET ${AN_EXPORT} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    const open = async (): Promise<number> =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      );
    await waitFor('the connection', async () => (await open()) === 1);
    await waitFor('the end of it', async () => (await open()) === 0);
  });
});
