import * as fc from 'fast-check';
import { type Operation, resolved } from './spec.ts';

/** A call made up from an operation's description: sometimes right, mostly wrong in every way we can think of. */
export interface HostileCall {
  readonly params: Readonly<Record<string, string>>;
  /** Pairs, so that a name can stand twice. */
  readonly query: readonly (readonly [string, string])[];
  readonly type: string | null;
  readonly body: string | null;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly maximum?: number;
}

const nasty = [
  '',
  ' ',
  'null',
  '0',
  '-1',
  '1e308',
  'NaN',
  '__proto__',
  'constructor',
  'AAPL',
  'a@b.co',
  "'; DROP TABLE identity.users; --",
  '%',
  '_%\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '=1+1',
  '\u0000',
  '\u202Eabc',
  '\uD800',
  'İ',
  '💥'.repeat(40),
  'a'.repeat(2000),
  '${7*7}',
  '2026-02-30T00:00:00.000Z',
  '01890000-0000-7000-8000-00000000000a',
];

const text = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 20 }),
);
const anything = fc.oneof(
  text,
  fc.constantFrom(null, true, 0, -1, 0.5, 1e21, -1e308, Number.MAX_SAFE_INTEGER + 2),
  fc.constantFrom<unknown>([], {}, [[]], { toString: 1 }, { length: 1e9 }, [null], { a: { b: {} } }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Values of a schema, its edges and just past them, and now and then anything at all. */
function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 4, arbitrary: fitting(resolved(schema)) }, { weight: 1, arbitrary: anything });
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(valueOf));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'integer')
    return fc.oneof(fc.nat(20), fc.constantFrom(schema.maximum ?? 1, (schema.maximum ?? 1) + 1, -1));
  if (type === 'number') return fc.double({ noNaN: true });
  if (type === 'array') return fc.array(valueOf(schema.items ?? {}), { maxLength: 4 });
  if (type === 'object') return objectOf(schema);
  if (schema.format === 'uuid') return fc.uuid();
  return fc.oneof(fc.constantFrom('AAPL', 'MSFT', 'ada@example.org', 'a name'), text, edge(schema.maxLength ?? 100));
}

function edge(length: number): fc.Arbitrary<string> {
  return fc.constantFrom('x'.repeat(Math.min(length, 5000)), 'x'.repeat(Math.min(length, 5000) + 1));
}

/** Members present or missing, sometimes one nobody knows. */
function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, member]) => [name, valueOf(member)]),
  );
  const known = fc.record(members, { requiredKeys: [] });
  const whole = fc.record(members);
  const extra = fc.tuple(whole, text, anything).map(([object, name, value]) => withMember(object, name, value));
  return fc.oneof({ weight: 4, arbitrary: whole }, { weight: 2, arbitrary: known }, { weight: 1, arbitrary: extra });
}

/** Calls of one operation. `known` are parameters that lead to something that is there. */
export function hostileCalls(operation: Operation, known: Readonly<Record<string, string>>): fc.Arbitrary<HostileCall> {
  const inPlace = (place: string): Operation['parameters'] => operation.parameters.filter((one) => one.in === place);
  const segment = text.map((value) => value.toWellFormed()).filter((value) => !['', '.', '..'].includes(value));
  const params = Object.fromEntries(
    inPlace('path').map(({ name }) => [
      name,
      fc.oneof({ weight: 5, arbitrary: fc.constant(known[name] ?? 'AAPL') }, { weight: 1, arbitrary: segment }),
    ]),
  );
  return fc.record({
    params: fc.record(params),
    query: queries(inPlace('query')),
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom(null, ...types) },
    ),
    body: operation.method === 'GET' ? fc.constant(null) : bodies(operation),
  });
}

const types = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-8',
  'nonsense',
  'multipart/form-data',
];

/** Some of the parameters, as in the document's example or not, sometimes twice, sometimes with one nobody knows. */
function queries(parameters: Operation['parameters']): fc.Arbitrary<[string, string][]> {
  const right = parameters.map(({ name, example }) => fc.constant<[string, string]>([name, asText(example ?? '')]));
  const wrong = parameters.map(({ name, schema }) => fc.tuple(fc.constant(name), valueOf(schema).map(asText)));
  const odd = fc.tuple(text, text);
  const examples = right.filter((_, index) => parameters[index]?.example !== undefined);
  return fc.oneof(
    { weight: 4, arbitrary: fc.subarray(examples).chain((some) => fc.tuple(...some)) },
    { weight: 2, arbitrary: fc.tuple(...wrong) },
    { weight: 2, arbitrary: fc.array(fc.oneof(odd, ...wrong, ...right), { maxLength: 4 }) },
  );
}

/** The document's example, the example with one thing wrong, a value of the schema, or what is no JSON at all. */
function bodies({ body, example }: Operation): fc.Arbitrary<string | null> {
  const schema = resolved((body ?? {}) as Schema);
  const right = example === null ? fc.constantFrom(null, '{}') : fc.constant(JSON.stringify(example));
  const near = fc
    .tuple(fc.constantFrom('added', ...Object.keys(schema.properties ?? {})), anything, fc.boolean())
    .map(([name, value, isLeftOut]) => withMember(example as object | null, name, isLeftOut ? undefined : value));
  const made = fc
    .oneof(near, body === null ? anything : valueOf(schema))
    .map((value) => JSON.stringify(value) ?? 'null');
  const broken = made.map((value) => value.slice(0, -1));
  return fc.oneof(
    { weight: 4, arbitrary: right },
    { weight: 8, arbitrary: made },
    { weight: 1, arbitrary: fc.oneof(broken, fc.constantFrom(...brokenBodies)) },
  );
}

function withMember(object: object | null, name: string, value: unknown): object {
  return { ...object, [name]: value };
}

/** Bodies that no schema can make. */
const brokenBodies = [
  '',
  '{',
  'undefined',
  '[1,]',
  '{"a":1,"a":2}',
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"role":"admin"}}}',
  '['.repeat(10_000) + ']'.repeat(10_000),
  '{"a":'.repeat(25) + '1' + '}'.repeat(25),
  `"${'x'.repeat(70_000)}"`,
  '\uFEFF{}',
  '1e400',
];

function asText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}
