import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import { addressOf, Admission, originIsAllowed } from './handshake.ts';

function request(headers: Readonly<Record<string, string>>, remoteAddress = '::ffff:10.0.0.9'): IncomingMessage {
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

describe('the address of a client', () => {
  it('is what the outermost proxy of ours saw, and nothing a client claims', () => {
    const claimed = request({ 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.0.0.2' });

    expect(addressOf(claimed, 0)).toBe('10.0.0.9');
    expect(addressOf(claimed, 1)).toBe('10.0.0.2');
    expect(addressOf(claimed, 2)).toBe('203.0.113.7');
    expect(addressOf(request({}), 2)).toBe('10.0.0.9');
  });

  it('is the network of an IPv6 customer, who could come from endless many addresses otherwise', () => {
    const addresses = ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', '2001:db8:0001:0002:3:4:5:6'];
    const seen = addresses.map((address) => addressOf(request({}, address), 0));

    expect(new Set(seen)).toEqual(new Set(['2001:db8:1:2::/64']));
  });
});

describe('a page that opens a socket', () => {
  const config = { public_url: 'https://stock.example.org', allowed_origins: ['https://app.example.org'] };

  it('comes from us, from the list, or from the very host it calls', () => {
    for (const origin of ['https://stock.example.org', 'https://app.example.org', 'http://192.0.2.1:3000'])
      expect(originIsAllowed(config, request({ origin, host: '192.0.2.1:3000' }))).toBe(true);
  });

  it('is refused when its origin only looks like one of ours', () => {
    const lookalikes = [
      'null',
      '',
      'https://stock.example.org.evil.example',
      'https://evil-stock.example.org',
      'http://stock.example.org',
      'https://stock.example.org:8443',
      'https://STOCK.example.org',
    ];
    for (const origin of lookalikes)
      expect(originIsAllowed(config, request({ origin, host: 'stock.internal' })), origin).toBe(false);
  });

  it('is not asked when it is a program', () => {
    expect(originIsAllowed(config, request({ host: 'stock.example.org' }))).toBe(true);
  });
});

describe('admission', () => {
  it('lets a burst in, then so many a second', () => {
    const clock = manualClock(1000);
    const limits = { admissions_per_s: 10, admissions_burst: 3, admissions_per_address_max: 1000 };
    const admission = new Admission(clock, limits);
    const takeAll = () => Array.from({ length: 20 }, () => admission.take('192.0.2.1')).filter(Boolean).length;

    expect(takeAll()).toBe(3);
    clock.advance(200);
    expect(takeAll()).toBe(2);
    clock.advance(60_000);
    expect(takeAll()).toBe(3);
  });

  it('keeps places for the others while one address asks without end', () => {
    const clock = manualClock(1000);
    const limits = { admissions_per_s: 1000, admissions_burst: 2000, admissions_per_address_max: 200 };
    const admission = new Admission(clock, limits);
    const taken = Array.from({ length: 50_000 }, () => admission.take('192.0.2.1')).filter(Boolean).length;

    expect(taken).toBe(200);
    expect(admission.take('192.0.2.2')).toBe(true);
    clock.advance(10_000);
    expect(admission.take('192.0.2.1')).toBe(true);
  });
});
