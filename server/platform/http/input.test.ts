import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError, type InputIssue, parseInput, parseJson, parseQuery } from './input.ts';

const Body = z.strictObject({ name: z.string(), 'a/b': z.array(z.int()).optional() });

function issuesOf(read: () => unknown): readonly InputIssue[] {
  try {
    read();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('input', () => {
  it('is refused with a JSON Pointer to each field that is wrong', () => {
    const pointers = issuesOf(() => parseInput('body', Body, { name: 1, 'a/b': [1, 'x'], '~': 1 })).map(
      (i) => i.pointer,
    );
    expect(pointers).toEqual(['/name', '/a~1b/1', '/~0']);
    expect(issuesOf(() => parseInput('query', Body, {}))[0]?.pointer).toBe('?name');
    expect(issuesOf(() => parseInput('params', Body, {}))[0]?.pointer).toBe('{name}');
    expect(issuesOf(() => parseInput('body', Body, undefined))[0]?.pointer).toBe('');
  });

  it.each([
    [z.string(), undefined, 'This is missing: send a string.'],
    [z.strictObject({}), [], 'Send an object.'],
    [z.coerce.number(), 'x', 'Send a number.'],
    [z.enum(['NM', 'LP', 'MP']), 'Great', 'Send "NM", "LP" or "MP".'],
    [z.literal(1), 2, 'Send 1.'],
    [z.string().min(1), '', 'Send at least 1 character.'],
    [z.array(z.int()).max(2), [1, 2, 3], 'Send at most 2 items.'],
    [z.number().positive(), 0, 'Send more than 0.'],
    [z.int(), 1.5, 'Send a whole number.'],
    [z.uuid(), 'x', 'Send an id as the API gave it, a UUID.'],
    [z.url({ protocol: /^https$/ }), 'http://example.com', 'Send an address that begins with https://.'],
    [z.url(), 'example', 'Send a whole address, such as https://example.com/path.'],
    [z.union([z.string(), z.number()]), true, 'Send a string or a number.'],
    [z.union([z.string().max(2), z.number()]), 'long', 'Send at most 2 characters.'],
    [z.discriminatedUnion('is', [z.object({ is: z.literal('a') })]), { is: 'b' }, 'Send "a".'],
    [z.string().regex(/^a/, 'It begins with a'), 'b', 'It begins with a.'],
  ])('is told what to send instead: %#', (schema, value, sentence) => {
    expect(issuesOf(() => parseInput('body', schema, value)).map((issue) => issue.message)).toEqual([sentence]);
  });

  it('names members nobody knows, __proto__ and constructor among them, and touches no prototype', () => {
    for (const text of ['{"name":"a","__proto__":{"x":1}}', '{"name":"a","constructor":{"prototype":{"x":1}}}']) {
      const issues = issuesOf(() => parseInput('body', Body, parseJson(Buffer.from(text))));
      expect(issues.map((issue) => issue.pointer)).toEqual([
        text.includes('__proto__') ? '/__proto__' : '/constructor',
      ]);
    }
    expect('x' in {}).toBe(false);
  });

  it('tells at most twenty faults', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`member_${index}`, 1]));
    expect(issuesOf(() => parseInput('body', Body, many))).toHaveLength(20);
  });
});

describe('a query', () => {
  it('is refused when a parameter stands twice', () => {
    expect(issuesOf(() => parseQuery('/x?a=1&b=2&a=3'))[0]?.pointer).toBe('?a');
    expect(issuesOf(() => parseQuery('/x?__proto__=1&__proto__=2'))[0]?.pointer).toBe('?__proto__');
  });

  it('is read as it was written, whatever that is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (query) => {
        const entries = Object.entries(query);
        const read = parseQuery(`/x?${new URLSearchParams(entries).toString()}`);
        expect(Object.entries(read)).toEqual(Object.entries({ ...query }));
      }),
    );
    expect(parseQuery('/x')).toEqual({});
    expect(parseQuery('/x?')).toEqual({});
  });
});

describe('a body', () => {
  it('is malformed when it is no JSON, or no UTF-8', () => {
    for (const bytes of [Buffer.from('{"a":'), Buffer.from([0x22, 0xff, 0x22]), Buffer.from('NaN')])
      expect(() => parseJson(bytes)).toThrow(expect.objectContaining({ code: 'malformed_json' }));
  });

  it('nests twenty levels and no more, however deep it is', () => {
    const nested = (levels: number): Buffer => Buffer.from('['.repeat(levels) + ']'.repeat(levels));
    expect(() => parseJson(nested(20))).not.toThrow();
    for (const levels of [21, 30_000])
      expect(() => parseJson(nested(levels))).toThrow(expect.objectContaining({ code: 'input_invalid' }));
  });

  it('may be absent', () => {
    expect(parseJson(Buffer.alloc(0))).toBeUndefined();
  });
});
