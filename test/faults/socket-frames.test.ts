import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { expectStillServing, PlainSocket, startLiveServer } from '../support/live-server.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { waitFor } from '../support/wait-for.ts';

const MASK = Buffer.from([1, 2, 3, 4]);

interface RawFrame {
  readonly first_byte?: number;
  readonly payload: Buffer | string;
  readonly masked?: boolean;
}

/** A frame as a client sends it (RFC 6455, 5.2), or nearly. */
function rawFrame({ first_byte = 0x81, payload, masked = true }: RawFrame): Buffer {
  const data = Buffer.from(payload);
  const mask_bit = masked ? 0x80 : 0;
  const length =
    data.length < 126
      ? Buffer.from([mask_bit | data.length])
      : Buffer.from([mask_bit | 126, data.length >>> 8, data.length & 0xff]);
  const body = masked ? Buffer.concat([MASK, data.map((byte, at) => byte ^ (MASK[at % 4] ?? 0))]) : data;
  return Buffer.concat([Buffer.from([first_byte]), length, body]);
}

const HELLO = rawFrame({ payload: '{"type":"hello"}' });
const malformed: readonly (readonly [what: string, bytes: Buffer, code: number])[] = [
  ['text that is not JSON', rawFrame({ payload: '{"type":' }), 4506],
  ['JSON that is no object', rawFrame({ payload: '[1,2]' }), 4506],
  ['null', rawFrame({ payload: 'null' }), 4506],
  ['an empty frame', rawFrame({ payload: '' }), 4506],
  ['a type that is no text', rawFrame({ payload: '{"type":7}' }), 4506],
  ['a command before the hello', rawFrame({ payload: '{"type":"resync"}' }), 4506],
  ['a second hello', Buffer.concat([HELLO, HELLO]), 4506],
  ['a ticket that is no text', rawFrame({ payload: '{"type":"hello","ticket":{}}' }), 4506],
  [
    'symbols that are no list',
    Buffer.concat([HELLO, rawFrame({ payload: '{"type":"subscribe","id":1,"symbols":"A"}' })]),
    4506,
  ],
  [
    'symbols that are no texts',
    Buffer.concat([HELLO, rawFrame({ payload: '{"type":"subscribe","id":1,"symbols":[{}]}' })]),
    4506,
  ],
  ['a negative id', Buffer.concat([HELLO, rawFrame({ payload: '{"type":"subscribe","id":-1,"symbols":[]}' })]), 4506],
  [
    'an acknowledgement of what was never sent',
    Buffer.concat([HELLO, rawFrame({ payload: '{"type":"ack","n":9}' })]),
    4506,
  ],
  ['JSON that is very deep', rawFrame({ payload: '['.repeat(4000) }), 4506],
  ['binary', rawFrame({ first_byte: 0x82, payload: Buffer.from([1, 2, 3]) }), 4506],
  ['a frame above 4 KiB', rawFrame({ payload: `{"type":"hello","client":"${'x'.repeat(5000)}"}` }), 1009],
  [
    'many small pieces of one text',
    Buffer.concat([
      rawFrame({ first_byte: 0x01, payload: 'a' }),
      ...Array.from({ length: 40 }, () => rawFrame({ first_byte: 0x00, payload: 'a' })),
    ]),
    1008,
  ],
  ['text that is not UTF-8', rawFrame({ payload: Buffer.from([0xff, 0xfe]) }), 1007],
  ['an unmasked frame', rawFrame({ payload: '{"type":"hello"}', masked: false }), 1002],
  ['a reserved bit', rawFrame({ first_byte: 0xc1, payload: '{}' }), 1002],
  ['an unknown opcode', rawFrame({ first_byte: 0x83, payload: '{}' }), 1002],
  ['a control frame that is too long', rawFrame({ first_byte: 0x89, payload: 'x'.repeat(126) }), 1002],
  ['a piece that continues nothing', rawFrame({ first_byte: 0x80, payload: 'x' }), 1002],
  ['a close code nobody may send', rawFrame({ first_byte: 0x88, payload: Buffer.from([0x03, 0xee]) }), 1002],
];

describe('what is no frame of ours', () => {
  it('closes the connection with the fitting code, and nobody else notices', async () => {
    await using server = await startLiveServer();
    const codes: [string, number | null][] = [];
    for (const [what, bytes] of malformed) codes.push([what, await sendRaw(server, bytes)]);

    expect(codes).toEqual(malformed.map(([what, , code]) => [what, code]));
    await expectStillServing(server);
  });

  it('of a thousand random kinds ends in a close', async () => {
    await using server = await startLiveServer({
      limits: { per_address_max: 2000, admissions_per_address_max: 2000, hello_ms: 300 },
    });
    for (let round = 0; round < 20; round++) {
      const batch = Array.from({ length: 50 }, () => sendRaw(server, randomBytes(1 + (randomBytes(1)[0] ?? 0))));
      await Promise.all(batch);
    }

    await expectStillServing(server);
  });

  it('or a type that is newer than the server is ignored, fields and all', async () => {
    await using server = await startLiveServer();
    using socket = new PlainSocket(server);
    await socket.say({ type: 'hello', future: { deep: [1] } });
    await waitFor('the welcome', () => socket.heard('welcome'));
    await socket.say({ type: 'teleport', to: 'AAPL' });
    await socket.say({
      type: 'subscribe',
      id: 1,
      symbols: ['AAPL', '__proto__', 'constructor'],
      __proto__: null,
      colour: 'red',
    });
    await waitFor('the snapshot', () => socket.heard('snapshot'));

    expect(socket.heard('subscribed')?.rejected).toEqual(
      JSON.parse('{"__proto__":"unknown_symbol","constructor":"unknown_symbol"}'),
    );
    expect(socket.closed).toBeNull();
  });

  it('such as a flood of pings or commands ends the connection, with a time to stay away', async () => {
    await using server = await startLiveServer();
    using pings = new PlainSocket(server);
    await pings.say({ type: 'hello' });
    for (let n = 0; n < 1300; n++) pings.web.ping();
    await waitFor('the end of the pings', () => pings.closed);
    using commands = new PlainSocket(server);
    await commands.say({ type: 'hello' });
    for (let n = 0; n < 130; n++) await commands.say({ type: 'resync' });
    await waitFor('the end of the commands', () => commands.closed);

    // `ws` cuts a flood that comes in one burst before we count it.
    expect([1006, 4004]).toContain(pings.closed?.code);
    expect(commands.closed?.code).toBe(4004);
    expect(commands.heard('bye')?.retry_ms).toBeGreaterThanOrEqual(5000);
    await expectStillServing(server);
  });
});
