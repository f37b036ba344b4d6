import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';

const notPublic = [
  // IPv4: first and last of each block
  ['0.0.0.0', '0.255.255.255', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.100.100.200', '100.127.255.255'],
  ['127.0.0.1', '127.255.255.255', '169.254.0.0', '169.254.169.254', '169.254.255.255', '172.16.0.0'],
  ['172.31.255.255', '192.0.0.0', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255', '198.51.100.1', '203.0.113.255', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
  ['255.255.255.255', '168.63.129.16'],
  // IPv6: unspecified, loopback, mapped, compatible, translated, NAT64, discard, unique local, link and site local
  ['::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe', '::7f00:1', '::127.0.0.1'],
  ['::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '100::1', 'fc00::1', 'fd00:ec2::254'],
  ['fdff:ffff::1', 'fe80::1', 'fe80::1%eth0', '2a00:1450::1%lo', 'febf::1', 'fec0::1', 'ff02::1', 'ff0e::1'],
  // IPv6: Teredo, ORCHID, benchmarks, documentation, 6to4, 6bone, segment routing
  ['2001::1', '2001:0:7f00:1::', '2001:2::1', '2001:10::1', '2001:20::1', '2001:db8::1', '2002:7f00:1::1'],
  ['2002:a9fe:a9fe::', '3fff::1', '3ffe::1', '5f00::1', '4000::1', '1fff::1'],
  // No addresses
  ['', 'localhost', '127.1', '0x7f.1', '2130706433', '8.8.8', '[::1]', '8.8.8.8 ', '1.2.3.4:443', '08.8.8.8'],
].flat();
const reachable = [
  ['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
  ['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0'],
  ['198.17.255.255', '198.20.0.0', '203.0.112.255', '203.0.114.0', '223.255.255.255', '168.63.129.15'],
  ['2001:200::1', '2001:4860:4860::8888', '2001:db7:ffff::1', '2001:db9::1', '2003::1', '2606:4700::1111', '2a00::1'],
].flat();

describe('an address', () => {
  it.each(notPublic)('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(reachable)('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it('of IPv4 is not public in any IPv6 spelling', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const hex = (a: number, b: number): string => ((a << 8) | b).toString(16);
    const property = fc.property(byte, byte, byte, byte, (a, b, c, d) => {
      const [high, low] = [hex(a, b), hex(c, d)];
      const spellings = [`::ffff:${a}.${b}.${c}.${d}`, `::${high}:${low}`, `::ffff:${high}:${low}`];
      const inside = [`64:ff9b::${high}:${low}`, `2002:${high}:${low}::1`, `2001:0:${high}:${low}::`];
      expect([...spellings, ...inside].filter(isPublicAddress)).toEqual([]);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
