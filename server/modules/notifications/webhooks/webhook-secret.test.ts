import { hkdfSync } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { OLD_SECRET_MS, secretText, signatureHeaders, signingKeys } from './webhook-secret.ts';

const secrets = { derive: (purpose: string) => Buffer.from(hkdfSync('sha256', 'master', '', purpose, 32)) };
const webhook = { id: '0194d1f0-0000-7000-8000-000000000001', secret_number: 1, old_secret_until: null };
const renewed_at_ms = Date.UTC(2026, 10, 20);
const renewed = { ...webhook, secret_number: 2, old_secret_until: new Date(renewed_at_ms + OLD_SECRET_MS) };

const accepts = (secret: string, body: string, headers: Readonly<Record<string, string>>): boolean => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookVerificationError);
    return false;
  }
};

describe('the signature of a webhook', () => {
  it('is that of the example in the specification', () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const headers = signatureHeaders([key], {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at_ms: 1_614_265_330_000,
      body: '{"test": 2432232314}',
    });
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is taken by the reference library for any body, and for no other body, id or secret', () => {
    const secret = secretText(secrets, webhook);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const property = fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (text, id) => {
      const body = JSON.stringify({ text });
      const at_ms = Date.now();
      const headers = signatureHeaders(signingKeys(secrets, webhook, at_ms), { id: `msg_${id}`, at_ms, body });
      expect(accepts(secret, body, headers)).toBe(true);
      expect(accepts(secret, `${body} `, headers)).toBe(false);
      expect(accepts(secret, body, { ...headers, 'webhook-id': 'msg_other' })).toBe(false);
      expect(accepts(secretText(secrets, { ...webhook, id }), body, headers)).toBe(false);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('is of both secrets for a day after a renewal, then of the new one alone', () => {
    const [old, fresh] = [secretText(secrets, webhook), secretText(secrets, renewed)];
    expect(old).not.toBe(fresh);
    const signersAt = (now_ms: number): string[] => {
      const message = { id: 'msg_1', at_ms: Date.now(), body: '{}' };
      const headers = signatureHeaders(signingKeys(secrets, renewed, now_ms), message);
      return [old, fresh].filter((secret) => accepts(secret, message.body, headers));
    };
    expect(signersAt(renewed_at_ms + OLD_SECRET_MS - 1)).toEqual([old, fresh]);
    expect(signersAt(renewed_at_ms + OLD_SECRET_MS)).toEqual([fresh]);
  });
});
