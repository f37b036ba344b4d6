import { describe, expect, it } from 'vitest';
import { innerAddress } from './inner-address.ts';

describe('the way after signing in', () => {
  it('leads to an address of this app', () => {
    expect(innerAddress('/w/1?symbol=AAPL')).toBe('/w/1?symbol=AAPL');
    expect(innerAddress('/')).toBe('/');
  });

  it('never leads to another site', () => {
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '',
      7,
      undefined,
    ])
      expect(innerAddress(next)).toBe('/w');
  });
});
