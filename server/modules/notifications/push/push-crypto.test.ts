import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areBrowserKeys, encryptPush, PUSH_TEXT_BYTES_MAX } from './encrypt-push.ts';
import { openVapid } from './vapid.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

/** RFC 8291, appendix A. */
const example = {
  text: 'When I grow up, I want to be a watermelon',
  private_key: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
  p256dh: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
  salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

/** RFC 8292, 2.4. */
const token = {
  signed:
    'eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0',
  signature: 'i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA',
  key: 'BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs',
};

function isSignedBy(public_key: string, signed: string, signature: string): boolean {
  const point = bytes(public_key);
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  return verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, bytes(signature));
}

describe('a push message', () => {
  it('is encrypted as in the example of RFC 8291', () => {
    const { text, private_key, salt, message, ...keys } = example;
    expect(encryptPush(text, keys, { private_key, salt }).toString('base64url')).toBe(message);
  });

  it('differs each time, and is never longer than push services have to take', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
      const messages = [encryptPush(text, example), encryptPush(text, example)];
      expect(messages[0]?.equals(messages[1] ?? Buffer.alloc(0))).toBe(false);
      expect(messages[0]?.length).toBe(86 + Buffer.byteLength(text) + 1 + 16);
    });
    fc.assert(property, { numRuns: 50 });
    expect(encryptPush('x'.repeat(PUSH_TEXT_BYTES_MAX), example)).toHaveLength(4096);
  });

  it('is encrypted for keys that a browser could have alone', () => {
    expect(areBrowserKeys(example)).toBe(true);
    const off_curve = Buffer.from(example.p256dh);
    off_curve.writeUInt8((off_curve[64] ?? 0) ^ 1, 64);
    const compressed = createECDH('prime256v1').generateKeys(undefined, 'compressed') as unknown as Buffer;
    const wrong = [off_curve, compressed, Buffer.alloc(65), Buffer.alloc(65, 4), randomBytes(64), Buffer.alloc(0)];
    expect(wrong.filter((p256dh) => areBrowserKeys({ ...example, p256dh }))).toEqual([]);
    expect(areBrowserKeys({ ...example, auth: Buffer.alloc(15) })).toBe(false);
  });
});

describe('the sender of a push message', () => {
  const secrets = { derive: (purpose: string) => Buffer.from(purpose.padEnd(32, '.').slice(0, 32)) };

  it('is told as in the example of RFC 8292, signed with a key that stays', () => {
    expect(isSignedBy(token.key, token.signed, token.signature)).toBe(true);
    const vapid = openVapid(secrets, 'mailto:push@example.com');
    const [, signed = '', signature = '', key] =
      /^vapid t=([\w-]+\.[\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(
        vapid.authorization('https://push.example.net', (1_453_523_768 - 12 * 60 * 60) * 1000),
      ) ?? [];
    expect(signed).toBe(token.signed);
    expect(key).toBe(vapid.public_key);
    expect(isSignedBy(vapid.public_key, signed, signature)).toBe(true);
    expect(openVapid(secrets, 'https://other.example').public_key).toBe(vapid.public_key);
  });

  it('has a key even where the derived number is none', () => {
    const unlucky = { derive: (purpose: string) => Buffer.alloc(32, purpose.endsWith(' 1') ? 0xff : 7) };
    expect(bytes(openVapid(unlucky, 'https://a.example').public_key)).toHaveLength(65);
  });
});
