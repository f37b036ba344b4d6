import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { openPrivateKey, SEALING_PURPOSE, type SigningKeyRow } from '../../server/modules/identity/signing-key.ts';
import { PASSWORD, startIdentity } from '../support/identity.ts';

type Json = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const ed25519 = (input: string, key: KeyObject): string => sign(null, Buffer.from(input), key).toString('base64url');

/** A good token, the keys behind it, and all that can be made of them. */
async function zoo() {
  const clock = manualClock(Date.UTC(2026, 0, 5));
  const identity = await startIdentity({ clock });
  await identity.register('program@example.org');
  const body = { email: 'program@example.org', password: PASSWORD };
  const { access: good } = await identity.client().do('issueToken', { body });
  const { rows } = await sql<SigningKeyRow>`SELECT * FROM identity.signing_keys`.execute(identity.database.db);
  const [row] = rows;
  if (row === undefined) throw new Error('there is a key');
  const ours = createPrivateKey(openPrivateKey(identity.platform.secrets.derive(SEALING_PURPOSE), row));
  const [header = '', payload = '', signature = ''] = good.split('.');
  const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as Json;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Json;
  const signed = (h: unknown, p: unknown, key = ours): string => {
    const input = `${encode(h)}.${encode(p)}`;
    return `${input}.${ed25519(input, key)}`;
  };
  const ask = async (token: string) => {
    const client = identity.client();
    client.bearer = token;
    return client.call('getMe');
  };
  return { identity, clock, good, row, ours, header, payload, signature, head, claims, signed, ask };
}

type Zoo = Awaited<ReturnType<typeof zoo>>;

/** Broken, cut or respelled. */
function malformed({ good, header, payload, signature, signed, head, claims }: Zoo): Record<string, string> {
  const respelled = `${signature.slice(0, -1)}${String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1)}`;
  return {
    'one part': header,
    'two parts': `${header}.${payload}`,
    'four parts': `${good}.${signature}`,
    'no signature': `${header}.${payload}.`,
    'no payload': `${header}..${signature}`,
    'no header': `.${payload}.${signature}`,
    'only dots': '..',
    'a dot more': `${good}.`,
    'a dot before': `.${good}`,
    'signature cut': good.slice(0, -1),
    'signature longer': `${good}A`,
    'signature twice': `${header}.${payload}.${signature}${signature}`,
    'signature of zeros': `${header}.${payload}.${'A'.repeat(86)}`,
    'same bytes, other spelling of the signature': `${header}.${payload}.${respelled}`,
    'padded signature': `${good}==`,
    'padded header': `${header}=.${payload}.${signature}`,
    'header in plain base64': `${header.replace(/^./, '+')}.${payload}.${signature}`,
    'space inside': `${header}. ${payload}.${signature}`,
    'tab inside': `${header}.\t${payload}.${signature}`,
    quoted: `"${good}"`,
    'upper case': good.toUpperCase(),
    'parts swapped': `${payload}.${header}.${signature}`,
    'header not JSON': `${encode('not json')}.${payload}.${signature}`,
    'header null': signed('null', claims),
    'header an array': signed([head], claims),
    'header a number': signed('7', claims),
    'header a text': signed('"text"', claims),
    'payload not JSON': signed(head, 'not json'),
    'payload null': signed(head, 'null'),
    'payload an array': signed(head, [claims]),
    'payload empty': signed(head, {}),
    'one claim changed': `${header}.${encode({ ...claims, role: 'admin' })}.${signature}`,
    huge: `${header}.${encode({ ...claims, more: 'x'.repeat(9000) })}.${signature}`,
    'huge and truly signed': signed(head, { ...claims, more: 'x'.repeat(2000) }),
    'deep JSON': signed(head, `${'['.repeat(400)}${']'.repeat(400)}`),
    'encrypted form of five parts': `${header}.${payload}.${signature}.${payload}.${signature}`,
  };
}

/** Signed with something else, or saying that they need not be. */
function wronglySigned({ row, payload, head, claims, signed }: Zoo): Record<string, string> {
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const hmac = (alg: string, hash: string, secret: string): string => {
    const input = `${encode({ ...head, alg })}.${encode(claims)}`;
    return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
  };
  const asymmetric = (alg: string, key: KeyObject): string => {
    const input = `${encode({ ...head, alg })}.${payload}`;
    return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  const der = Buffer.from(row.public_key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return {
    ...Object.fromEntries(
      ['none', 'None', 'NONE', 'nOnE', ''].map((alg) => [
        `alg ${alg} unsigned`,
        `${encode({ ...head, alg })}.${payload}.`,
      ]),
    ),
    'alg none with a signature': signed({ ...head, alg: 'none' }, claims),
    'HS256 with the public key': hmac('HS256', 'sha256', row.public_key),
    'HS256 with the trimmed public key': hmac('HS256', 'sha256', row.public_key.trim()),
    'HS256 with the public key in DER': hmac('HS256', 'sha256', der.toString('latin1')),
    'HS384 with the public key': hmac('HS384', 'sha384', row.public_key),
    'HS512 with the public key': hmac('HS512', 'sha512', row.public_key),
    'HS256 with an empty secret': hmac('HS256', 'sha256', ''),
    'HS256 with the kid': hmac('HS256', 'sha256', row.kid),
    RS256: asymmetric('RS256', rsa),
    ES256: asymmetric('ES256', p256),
    'a stranger’s Ed25519 key': signed(head, claims, stranger),
    'a stranger’s key in jwk': signed({ ...head, jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } }, claims, stranger),
    'no kid': signed({ alg: 'EdDSA', typ: 'at+jwt' }, claims),
    'kid of nobody': signed({ ...head, kid: '01890a5d-ac96-774b-bcce-b302099a8057' }, claims),
    ...Object.fromEntries(
      [
        '../../../../etc/passwd',
        "' OR '1'='1",
        '/dev/null',
        'http://127.0.0.1/key.pem',
        '__proto__',
        `${row.kid}\u0000`,
        row.kid.toUpperCase(),
      ].map((kid) => [`kid ${kid}`, signed({ ...head, kid }, claims)]),
    ),
    'kid a number': signed({ ...head, kid: 7 }, claims),
    'kid an array': signed({ ...head, kid: [row.kid] }, claims),
    'lower-case alg': signed({ ...head, alg: 'eddsa' }, claims),
    'alg Ed25519': signed({ ...head, alg: 'Ed25519' }, claims),
    'alg an array': signed({ ...head, alg: ['EdDSA'] }, claims),
  };
}

/** Signed with our very own key, but never by us. */
function wrongClaims({ head, claims, signed, clock }: Zoo): Record<string, string> {
  const without = (name: string): Json => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
  const now_s = Math.floor(clock.ms() / 1000);
  const changed: Record<string, Json> = {
    'wrong iss': { ...claims, iss: 'http://evil.example.org' },
    'iss with a slash': { ...claims, iss: `${String(claims['iss'])}/` },
    'iss a list': { ...claims, iss: [claims['iss']] },
    'wrong aud': { ...claims, aud: 'http://evil.example.org' },
    'aud null': { ...claims, aud: null },
    'aud a part': { ...claims, aud: String(claims['aud']).slice(0, -1) },
    'exp as text': { ...claims, exp: String(claims['exp']) },
    'exp endless': { ...claims, exp: 1e300 },
    'exp null': { ...claims, exp: null },
    'exp past': { ...claims, exp: now_s - 1 },
    'exp now': { ...claims, exp: now_s },
    'iat in the future': { ...claims, iat: now_s + 3600, exp: now_s + 7200 },
    'sub of nobody': { ...claims, sub: '01890a5d-ac96-774b-bcce-b302099a8057' },
    'sub no id': { ...claims, sub: "' OR 1=1 --" },
    'sub a list': { ...claims, sub: [claims['sub']] },
    'sid of nobody': { ...claims, sid: '01890a5d-ac96-774b-bcce-b302099a8057' },
    'sid null': { ...claims, sid: null },
    'sid of another': { ...claims, sid: claims['sub'] },
    ...Object.fromEntries(['iss', 'aud', 'sub', 'sid', 'iat', 'exp'].map((name) => [`without ${name}`, without(name)])),
  };
  const headers: Record<string, Json> = {
    'typ JWT': { ...head, typ: 'JWT' },
    'typ missing': { alg: head['alg'], kid: head['kid'] },
    'typ id_token': { ...head, typ: 'id+jwt' },
    'typ a list': { ...head, typ: ['at+jwt'] },
    jku: { ...head, jku: 'http://127.0.0.1:9/keys.json' },
    x5u: { ...head, x5u: 'http://127.0.0.1:9/cert.pem' },
    x5c: { ...head, x5c: ['MII'] },
    crit: { ...head, crit: ['exp'] },
    'unencoded payload': { ...head, b64: false, crit: ['b64'] },
    zip: { ...head, zip: 'DEF' },
    cty: { ...head, cty: 'JWT' },
  };
  return {
    ...Object.fromEntries(Object.entries(changed).map(([name, payload]) => [name, signed(head, payload)])),
    ...Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, signed(header, claims)])),
  };
}

describe('forged access tokens', () => {
  it('are refused, all of more than a hundred kinds, beside a good one that opens', async () => {
    const made = await zoo();
    await using _ = made.identity;
    const cages = { ...malformed(made), ...wronglySigned(made), ...wrongClaims(made) };
    expect(Object.keys(cages).length).toBeGreaterThan(100);
    expect((await made.ask(made.good)).status).toBe(200);
    for (const [name, token] of Object.entries(cages)) {
      const { status, code, errors } = await made.ask(token);
      expect([name, status, ['token_invalid', 'token_expired'].includes(code ?? '')]).toEqual([name, 401, true]);
      expect(JSON.stringify(errors)).not.toContain(token.slice(0, 40) || 'nothing');
    }
    expect((await made.ask(made.good)).status).toBe(200);
  });

  it('made with our own key open only when every claim is right', async () => {
    const made = await zoo();
    await using _ = made.identity;
    expect((await made.ask(made.signed(made.head, made.claims))).status).toBe(200);
  });

  it('of a million characters are refused', async () => {
    const made = await zoo();
    await using _ = made.identity;
    const { identity } = await made.identity.second();
    for (const token of [
      'a'.repeat(1_000_000),
      '.'.repeat(1_000_000),
      `${made.header}.${'a'.repeat(1_000_000)}.${made.signature}`,
    ]) {
      await expect(identity.resolveActor({ cookies: {} }, `Bearer ${token}`)).rejects.toMatchObject({
        code: 'token_invalid',
      });
    }
  });

  it('cannot be made from the database alone: a sealed key opens under no other secret and no other name', async () => {
    const made = await zoo();
    await using _ = made.identity;
    const sealing = made.identity.platform.secrets.derive(SEALING_PURPOSE);
    expect(() => openPrivateKey(Buffer.alloc(32, 7), made.row)).toThrow(/authenticate/);
    expect(() => openPrivateKey(sealing, { ...made.row, kid: crypto.randomUUID() })).toThrow(/authenticate/);
  });
});
