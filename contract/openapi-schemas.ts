import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { errorTable } from './errors.ts';
import { Instrument, Quote } from './market.ts';
import { routes } from './routes.ts';
import { type SchemaName, schemas } from './schemas.ts';
import { WatchlistSummary } from './watchlists.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas that stand inside others and deserve a name of their own in the document. */
const inner = { Instrument, Quote, WatchlistSummary };

/** Every named schema of the contract, as callers send it (bodies) or as it is answered (replies). */
export function contractSchemas(): Readonly<Record<string, JsonSchema>> {
  const used = (part: 'body' | 'reply'): Record<string, z.ZodType> =>
    Object.fromEntries(
      Object.values(routes as Readonly<Record<string, Endpoint>>)
        .map((endpoint) => endpoint[part] as SchemaName | undefined)
        .filter((name) => name !== undefined)
        .map((name) => [name, schemas[name]]),
    );
  return { ...named(used('body'), 'input'), ...named({ ...inner, ...used('reply') }, 'output') };
}

/** One schema object known by two names is written out under both. */
function named(of: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(of)) if (!registry.has(schema)) registry.add(schema, { id });
  const written = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    override: readable,
  }).schemas;
  return Object.fromEntries(
    Object.entries(of).map(([name, schema]) => [name, plain(written[registry.get(schema)?.id ?? name])]),
  );
}

/** Parameters of a path or a query: one JSON Schema each. */
export function parametersOf(name: string): {
  readonly properties: Record<string, JsonSchema>;
  readonly required: string[];
} {
  const schema = z.toJSONSchema(schemas[name as SchemaName], { io: 'input', override: readable });
  return {
    properties: (schema.properties ?? {}) as Record<string, JsonSchema>,
    required: schema.required ?? [],
  };
}

/** A format says it better than the pattern that checks it. */
function readable({
  jsonSchema,
}: {
  jsonSchema: { format?: string; pattern?: string; minimum?: number; maximum?: number };
}): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function plain(schema: object | undefined): JsonSchema {
  const { $schema: _schema, $id: _id, ...rest } = schema as Record<string, unknown>;
  return rest;
}

const string = { type: 'string' } as const;

/** The envelope's own schemas. */
export const envelopeSchemas: Readonly<Record<string, JsonSchema>> = {
  Meta: {
    type: 'object',
    description: 'About the answer; further members may come.',
    properties: { request_id: string, message: { ...string, description: 'A sentence for a person.' } },
    required: ['request_id'],
  },
  WriteMeta: {
    allOf: [{ $ref: '#/components/schemas/Meta' }, { type: 'object', required: ['message'] }],
    description: 'About a successful write: `message` says what was done.',
  },
  PageMeta: {
    allOf: [
      { $ref: '#/components/schemas/Meta' },
      {
        type: 'object',
        properties: {
          next_cursor: { type: ['string', 'null'], description: 'Send it as `cursor` for the next page.' },
          has_more: { type: 'boolean' },
          limit: { type: 'integer', minimum: 1 },
        },
        required: ['next_cursor', 'has_more', 'limit'],
      },
    ],
  },
  Problem: {
    type: 'object',
    description: 'A problem after RFC 9457. Match on `code`; facts of the refusal stand beside its own members.',
    properties: {
      type: { ...string, format: 'uri-reference' },
      code: { $ref: '#/components/schemas/ErrorCode' },
      title: string,
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { ...string, description: 'What happened, and what to do next.' },
      pointer: {
        ...string,
        description: 'JSON Pointer into the body, `?name` of a query or `{name}` of a path parameter.',
      },
    },
    required: ['type', 'code', 'title', 'status', 'detail'],
  },
  ErrorCode: { type: 'string', enum: Object.keys(errorTable).sort() },
  Failure: {
    type: 'object',
    properties: {
      data: { type: 'null' },
      meta: { $ref: '#/components/schemas/Meta' },
      errors: { type: 'array', minItems: 1, maxItems: 20, items: { $ref: '#/components/schemas/Problem' } },
    },
    required: ['data', 'meta', 'errors'],
    additionalProperties: false,
  },
};

/** The envelope around one kind of data. */
export function successSchema(data: JsonSchema, meta: 'Meta' | 'WriteMeta' | 'PageMeta'): JsonSchema {
  return {
    type: 'object',
    properties: { data, meta: { $ref: `#/components/schemas/${meta}` }, errors: { type: 'array', maxItems: 0 } },
    required: ['data', 'meta', 'errors'],
    additionalProperties: false,
  };
}
