import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Which addresses anybody on the internet may be reached at (IANA's special-purpose registries, RFC 6890). Everything
 * else leads into somebody's own network: loopback, private, link-local with the metadata services of clouds, shared
 * (CGNAT), documentation, benchmarks, multicast, reserved.
 */
const notPublicIPv4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Public by its number, and yet the host's own agent on every machine of one cloud.
  '168.63.129.16/32',
]);

/** Global unicast is all that is given out; IPv4 mapped, compatible and translated (NAT64) addresses lie outside. */
const globalIPv6 = blockList('ipv6', ['2000::/3']);
/** Parts of it that are not: protocols with Teredo and ORCHID, documentation, 6to4 (an IPv4 address inside). */
const notPublicIPv6 = blockList('ipv6', [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '3ffe::/16',
]);

/** @param address as a resolver gives it: no brackets, no port. A zone (`%eth0`) is never public. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublicIPv4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalIPv6.check(address, 'ipv6') && !notPublicIPv6.check(address, 'ipv6');
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix = ''] = subnet.split('/');
    blocks.addSubnet(network, Number(prefix), family);
  }
  return blocks;
}
