import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownFile } from '../../test/support/own-file.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { createLog } from './log.ts';

async function lineOf(fields: object): Promise<string> {
  const file = await ownFile('log', '');
  createLog('info', file).info(fields, 'a line');
  return waitFor('the line', () => readFileSync(file, { encoding: 'utf8', flag: 'a+' }));
}

describe('the log', () => {
  it('never holds a secret, however deep it stands', async () => {
    const line = await lineOf({
      password: 'canary',
      body: { refresh: 'canary', inner: { ticket: 'canary', kept: 'seen' } },
    });
    expect(line).not.toContain('canary');
    expect(JSON.parse(line)).toMatchObject({ password: '[hidden]', body: { inner: { kept: 'seen' } }, msg: 'a line' });
  });

  it('leaves what was handed in as it was', async () => {
    const fields = { token: 'canary', nested: { token: 'canary' } };
    await lineOf(fields);
    expect(fields).toEqual({ token: 'canary', nested: { token: 'canary' } });
  });

  it('tells why something failed', async () => {
    const line = JSON.parse(await lineOf({ err: new Error('why') })) as { err: { message: string; stack: string } };
    expect(line.err).toMatchObject({ message: 'why' });
    expect(line.err.stack).toContain('log.test.ts');
  });
});
