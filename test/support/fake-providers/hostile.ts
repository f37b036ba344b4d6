import type { FakeAnswer } from './fake-provider.ts';

/** What stands where a price should: each of them must leave the last good price as it is. */
export const badPrices: readonly unknown[] = [
  0,
  null,
  -1,
  -189.12,
  1e308,
  1e-20,
  '',
  ' ',
  'abc',
  'NaN',
  'Infinity',
  '0x10',
  '189,12',
  '1e5',
  '--1',
  true,
  {},
  [],
  [189.12],
  18_912, // decimals swapped, both ways
  1.8912,
];

/** What comes instead of an answer. */
export const badAnswers: readonly (readonly [what: string, answer: FakeAnswer])[] = [
  ['HTML with status 200', { type: 'text/html', body: '<!doctype html><title>Maintenance</title>' }],
  ['JSON that says it is HTML', { type: 'text/html', body: '{}' }],
  ['HTML that says it is JSON', { body: '<!doctype html>' }],
  ['JSON that breaks off', { body: '{"AAPL":{"latestTrade":' }],
  ['an empty body', { body: '' }],
  ['null', { body: 'null' }],
  ['a number', { body: '42' }],
  ['a text', { body: '"Too Many Requests"' }],
  ['a list', { body: [] }],
  ['an empty object', { body: {} }],
  ['far too much', { body: `{"x":"${'x'.repeat(2_000_000)}"}` }],
  ['a broken connection', { body: { some: 'thing that never comes to its end' }, cut: true }],
  ['no answer at all', { hang: true }],
  ['429 with a time to wait', { status: 429, headers: { 'retry-after': '7' }, body: { message: 'slow down' } }],
  ['429 without one', { status: 429, type: 'text/plain', body: 'Too Many Requests' }],
  ['500', { status: 500, body: { message: 'oops' } }],
  ['503 in HTML', { status: 503, type: 'text/html', body: '<h1>503</h1>' }],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }],
  ['a type that is no JSON', { type: 'application/octet-stream', body: '{}' }],
  ['bytes that are no text', { body: '\u0000\u0001\ufffd' }],
];
