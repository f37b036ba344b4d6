import { Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { asyncapi } from './asyncapi.ts';
import { crc32, digestOf } from './digest.ts';
import { clientFrameSchemas, serverFrameSchemas } from './frame-schemas.ts';
import { closeCodes, mayReconnect } from './protocol.ts';

describe('the AsyncAPI document', () => {
  it('is a valid AsyncAPI 3.0 document', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncapi));

    // The parser gives no document when anything is wrong with it.
    expect(document, JSON.stringify(diagnostics)).toBeDefined();
    expect(document?.version()).toBe('3.0.0');
  });

  it('has a schema that compiles for every frame', () => {
    const ajv = new Ajv({ strict: true, strictTuples: false, allowUnionTypes: true });
    for (const schema of Object.values({ ...clientFrameSchemas, ...serverFrameSchemas }))
      expect(ajv.compile(schema)).toBeTypeOf('function');
  });

  it('takes the frames that the protocol shows, and refuses a price that is a number', () => {
    const validate = new Ajv({ strictTuples: false, allowUnionTypes: true }).compile(serverFrameSchemas.quotes);

    expect(validate({ type: 'quotes', frame: 2, rows: [['AAPL', 9004, '187.2500', '0.43', 1789999103870]] })).toBe(
      true,
    );
    expect(validate({ type: 'quotes', frame: 2, rows: [['AAPL', 9004, '187.25', null, 1789999103870, 'post']] })).toBe(
      true,
    );
    expect(validate({ type: 'quotes', frame: 2, rows: [['AAPL', 9004, 187.25, '0.43', 1789999103870]] })).toBe(false);
  });

  it('names every close code, and says which of them are final', () => {
    for (const code of Object.keys(closeCodes)) expect(asyncapi.info.description).toContain(`- ${code}: `);
    expect(mayReconnect(4503)).toBe(false);
    expect(mayReconnect(4002)).toBe(true);
    expect(mayReconnect(1006)).toBe(true);
  });
});

describe('the digest', () => {
  it('is the CRC-32 that everybody knows', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(crc32('')).toBe(0);
  });

  it('does not depend on the order in which rows came', () => {
    const one = new Map([
      ['MSFT', 3],
      ['AAPL', 9001],
    ]);
    const other = new Map([
      ['AAPL', 9001],
      ['MSFT', 3],
    ]);

    expect(digestOf(one)).toBe(digestOf(other));
    expect(digestOf(one)).toMatch(/^[0-9a-f]{8}$/);
    expect(
      digestOf(
        new Map([
          ['AAPL', 9002],
          ['MSFT', 3],
        ]),
      ),
    ).not.toBe(digestOf(one));
  });
});
