import { describe, expect, it } from 'vitest';
import { clientName } from './client-name.ts';

describe('the name of a client', () => {
  it('says browser and system in words', () => {
    const chrome =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
    expect(clientName(chrome)).toBe('Chrome on Linux');
    expect(clientName(`${chrome} Edg/140.0`)).toBe('Edge on Linux');
    expect(clientName('Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
      'Firefox on Windows',
    );
    expect(
      clientName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1'),
    ).toBe('Safari on iPhone');
  });

  it('leaves a program its own name', () => {
    expect(clientName('curl/8.9.1')).toBe('curl/8.9.1');
    expect(clientName('')).toBe('Unknown');
  });
});
