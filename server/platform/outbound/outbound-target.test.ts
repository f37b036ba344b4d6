import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../config.ts';
import { readTarget, RefusedAddressError } from './outbound-target.ts';

const hostile = [
  // Other schemes, and what only looks like https
  ['http://example.org/', 'HTTP://example.org', 'ftp://example.org/', 'file:///etc/passwd', 'gopher://127.0.0.1:70/_'],
  ['data:text/plain,hi', 'javascript:alert(1)', 'ws://example.org', 'wss://example.org', 'ldap://127.0.0.1'],
  ['dict://127.0.0.1:11211/stat', 'unix:/var/run/docker.sock', 'https:', 'https://', 'https:///', '//example.org/'],
  ['example.org', '/etc/passwd', '', ' ', 'blob:https://example.org/1', 'view-source:https://example.org'],
  // Loopback by name and by number: decimal, octal, hexadecimal, short, mixed, overflowing
  ['https://localhost/', 'https://LOCALHOST', 'https://localhost./', 'https://a.localhost/', 'https://127.0.0.1/'],
  ['https://127.0.0.1./', 'https://127.1/', 'https://127.0.1/', 'https://127.255.255.254/', 'https://2130706433/'],
  ['https://0x7f000001/', 'https://0X7F.0.0.1/', 'https://0x7f.1/', 'https://017700000001/', 'https://0177.0.0.1/'],
  ['https://0177.0x0.0.1/', 'https://00000177.0.0.1/', 'https://127.0.0.0x1/', 'https://0/', 'https://0.0.0.0/'],
  ['https://0x0/', 'https://00/', 'https://4294967296/', 'https://256.0.0.1/', 'https://127.0.0.256/'],
  ['https://1.2.3.4.5/', 'https://127.0.0.1.1/', 'https://0x7f000001.:443/', 'https://[::1]/', 'https://[::]/'],
  ['https://[0:0:0:0:0:0:0:1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[::127.0.0.1]/'],
  ['https://[::ffff:0:127.0.0.1]/', 'https://[64:ff9b::127.0.0.1]/', 'https://[2002:7f00:1::]/', 'https://[::1%25lo]/'],
  ['https://[fe80::1]/', 'https://[fe80::1%25eth0]/', 'https://[fc00::1]/', 'https://[fd00:ec2::254]/'],
  ['https://[ff02::1]/', 'https://[2001:db8::1]/', 'https://[2001::1]/', 'https://[::ffff:169.254.169.254]/'],
  // Full-width and enclosed digits, odd dots, soft hyphens: the URL standard makes plain ones of them
  [
    'https://①②⑦.⓪.⓪.①/',
    'https://１２７.０.０.１/',
    'https://127。0。0。1/',
    'https://127．0．0．1/',
    'https://127｡0｡0｡1/',
  ],
  ['https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/', 'https://local\u00adhost/', 'https://ｌｏｃａｌｈｏｓｔ/', 'https://%6c%6f%63alhost/'],
  ['https://%31%32%37.0.0.1/', 'https://127%2e0%2e0%2e1/', 'https://localhost%2e/', 'https://local%68ost/'],
  // Private networks, shared space, clouds' metadata, documentation, multicast, broadcast
  [
    'https://10.0.0.1/',
    'https://10.1/',
    'https://0xa.1/',
    'https://012.1/',
    'https://167772161/',
    'https://172.16.0.1/',
  ],
  ['https://172.31.255.255/', 'https://192.168.0.1/', 'https://192.168.257/', 'https://3232235521/'],
  ['https://0xc0a80001/', 'https://169.254.169.254/latest/meta-data/', 'https://2852039166/', 'https://0xa9fea9fe/'],
  ['https://0251.0376.0251.0376/', 'https://169.254.43518/', 'https://169.16689662/', 'https://100.100.100.200/'],
  [
    'https://100.64.0.1/',
    'https://192.0.0.192/',
    'https://168.63.129.16/',
    'https://192.0.2.1/',
    'https://198.18.0.1/',
  ],
  ['https://198.51.100.7/', 'https://203.0.113.9/', 'https://224.0.0.1/', 'https://240.0.0.1/'],
  ['https://255.255.255.255/', 'https://metadata.google.internal/', 'https://metadata/computeMetadata/v1/'],
  // Names of private networks, and no names at all
  ['https://intranet/', 'https://db/', 'https://printer.local/', 'https://nas.lan/', 'https://router.home.arpa/'],
  ['https://host.docker.internal/', 'https://kubernetes.default.svc.local/', 'https://a.corp/', 'https://a.onion/'],
  ['https://1.0.0.127.in-addr.arpa/', 'https://a.test/', 'https://a.invalid/', 'https://a.example/', 'https://.org/'],
  ['https://a..org/', 'https://-a.org/', 'https://a-.org/', `https://${'a'.repeat(64)}.org/`, 'https://a b.org/'],
  [`https://${'a.'.repeat(130)}org/`, 'https://*.example.org/', 'https://exa_mple!.org/', 'https://example.org../'],
  // Names and passwords in it, and what parsers disagree on
  ['https://user@example.org/', 'https://user:pass@example.org/', 'https://@example.org/', 'https://:@example.org/'],
  ['https://example.org@127.0.0.1/', 'https://127.0.0.1@example.org/', 'https://example.org:443@127.0.0.1/'],
  ['https://example.org%40127.0.0.1@[::1]/', 'https:example.org@127.0.0.1', 'https:/user@example.org/'],
  ['https://example.org\\@127.0.0.1/', 'https:\\\\example.org\\', 'https://127.0.0.1\\.example.org/'],
  [
    'https://example.org\t/',
    'https://exam\nple.org/',
    'https://example.org\r\nHost: 127.0.0.1/',
    '\u0000https://a.org',
  ],
  ['https://example.org /', ' https://example.org/', 'https://example.org\u0000.evil.org/', 'https://[::1/'],
  ['https://example.org#@127.0.0.1/ x', 'https://127.0.0.1#.example.org', 'https://127.0.0.1?.example.org/'],
  // Too long, and other ports
  [`https://example.org/${'é'.repeat(400)}`, `https://example.org/?${'a'.repeat(2000)}`],
  ['https://example.org:80/', 'https://example.org:22/', 'https://example.org:8443/', 'https://example.org:6379/'],
  ['https://example.org:0/', 'https://example.org:65536/', 'https://example.org:-1/', 'https://example.org:443:80/'],
  ['https://example.org:0x1bb/', 'https://1.1.1.1:25/', 'https://[2606:4700::1111]:5432/'],
].flat();

const welcome: readonly (readonly [given: string, href: string])[] = [
  ['https://example.org', 'https://example.org/'],
  ['HTTPS://Hooks.Example.ORG:443/a/b?c=d', 'https://hooks.example.org/a/b?c=d'],
  ['https://example.org./a', 'https://example.org/a'],
  ['https://münchen.de/Straße', 'https://xn--mnchen-3ya.de/Stra%C3%9Fe'],
  ['https://例え.jp/#part', 'https://xn--r8jz45g.jp/'],
  ['https://1.1.1.1/x', 'https://1.1.1.1/x'],
  ['https://[2606:4700::1111]/x', 'https://[2606:4700::1111]/x'],
  ['https://example.org/a@b?c=@d', 'https://example.org/a@b?c=@d'],
  ['https://my_host.example.com/a/../b', 'https://my_host.example.com/b'],
];

describe('an address that somebody gives us', () => {
  it('has at least 120 hostile forms that are known here', () => {
    expect(new Set(hostile).size).toBeGreaterThanOrEqual(120);
  });

  it.each(hostile)('is refused: %j', (text) => expect(() => readTarget(text, [])).toThrow(RefusedAddressError));

  it.each(welcome)('is taken: %j', (text, href) => {
    expect(readTarget(text, [])).toMatchObject({ href, protocol: 'https:', port: 443, is_allowed: false });
  });

  it('is refused in every spelling of every private IPv4 address', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const first = fc.constantFrom([10], [127], [0], [169, 254], [192, 168], [172, 20], [100, 100], [224], [255]);
    const address = fc.tuple(first, byte, byte, byte).map(([head, ...tail]) => [...head, ...tail].slice(0, 4));
    const radix = fc.constantFrom(8, 10, 16);
    const property = fc.property(
      address,
      fc.array(radix, { minLength: 4, maxLength: 4 }),
      fc.nat(3),
      (parts, bases, cut) => {
        const tail = parts.slice(cut).reduce((sum, part) => sum * 256 + part, 0);
        const numbers = [...parts.slice(0, cut), tail];
        const host = numbers.map((number, index) => spelled(number, bases[index] ?? 10)).join('.');
        expect(() => readTarget(`https://${host}/`, [])).toThrow(RefusedAddressError);
      },
    );
    fc.assert(property, { numRuns: 3000 });
  });

  it('leads to a public host on port 443 of https, or is refused, whatever it is made of', () => {
    const part = fc.constantFrom(
      'https',
      'http',
      ':',
      '//',
      '/',
      '@',
      '#',
      '?',
      '\\',
      '.',
      '%',
      '[',
      ']',
      '127.0.0.1',
      '::1',
    );
    const word = fc.oneof(
      part,
      fc.constantFrom('example.org', 'localhost', ':443', ':80', '0x7f', 'a', '%2e', '。'),
      fc.string(),
    );
    const property = fc.property(fc.array(word, { maxLength: 8 }), fc.boolean(), (words, begins) => {
      const text = (begins ? 'https://' : '') + words.join('');
      try {
        const target = readTarget(text, []);
        expect(target).toMatchObject({ protocol: 'https:', port: 443, is_allowed: false });
        expect(target.host).toMatch(/\.|:/);
        expect(target.host).not.toMatch(/(^|\.)localhost$|^127\.0\.0\.1$|^::1$/);
        expect(readTarget(target.href, [])).toEqual(target);
      } catch (error) {
        if (!(error instanceof RefusedAddressError)) throw error;
      }
    });
    fc.assert(property, { numRuns: 5000 });
  });
});

function spelled(number: number, radix: number): string {
  if (radix === 16) return `0x${number.toString(16)}`;
  return radix === 8 ? `0${number.toString(8)}` : String(number);
}

describe('OUTBOUND_ALLOW', () => {
  const allow = (text: string) => readConfig([], { OUTBOUND_ALLOW: text }).outbound_allow;

  it('names hosts that may be private and speak http, at one port or at the usual one', () => {
    const allowed = allow('ntfy.lan, 10.0.0.7:8080, [FD00::7]:9000 ,Gate.Home.Arpa');
    expect(allowed).toEqual([
      { host: 'ntfy.lan', port: null },
      { host: '10.0.0.7', port: 8080 },
      { host: 'fd00::7', port: 9000 },
      { host: 'gate.home.arpa', port: null },
    ]);
    const taken = ['http://ntfy.lan/', 'https://ntfy.lan/', 'http://10.0.0.7:8080/a', 'https://[fd00:0::7]:9000/'];
    for (const text of taken) expect(readTarget(text, allowed).is_allowed, text).toBe(true);
    const refused = [
      'http://ntfy.lan:81/',
      'https://ntfy.lan:80/',
      'http://10.0.0.7/',
      'http://a.ntfy.lan/',
      'http://lan/',
    ];
    for (const text of [...refused, 'http://u@ntfy.lan/', 'ftp://ntfy.lan/'])
      expect(() => readTarget(text, allowed), text).toThrow(RefusedAddressError);
  });

  it.each(['http://ntfy.lan', 'a/b', 'a:0', 'a:99999', ':80', 'u@h', '[::1', 'a:b', '*'])(
    'cannot be %j: the start says so',
    (text) => expect(() => allow(text)).toThrow(ConfigError),
  );
});
