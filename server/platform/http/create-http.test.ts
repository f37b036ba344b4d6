import { describe, expect, it } from 'vitest';
import { startHttp } from '../../../test/support/http.ts';
import { route } from './route.ts';

describe('a call', () => {
  it('is answered in the envelope', async () => {
    await using http = await startHttp({ routes: [route('listTiers', async () => ({ data: [] }))] });
    const response = await fetch(`${http.url}/api/v1/tiers`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: [], errors: [] });
  });
});
