import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { bodyExamples } from './examples.ts';
import { asyncapi } from './live/asyncapi.ts';
import { openapi, tagOf } from './openapi.ts';
import { routes } from './routes.ts';
import { type SchemaName, schemas } from './schemas.ts';

const endpoints = Object.entries(routes as Readonly<Record<string, Endpoint>>);

/** Every `$ref` in a document. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
}

describe('openapi.json', () => {
  it('says what the code says; `npm run contract` writes it anew after a change you meant', async () => {
    const committed: unknown = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(openapi)));
  });

  it('stands beside asyncapi.json, which says what the code says as well; `npm run contract` writes both', async () => {
    const committed: unknown = JSON.parse(await readFile(new URL('../asyncapi.json', import.meta.url), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(asyncapi)));
  });

  it('describes every route of the table, and points nowhere that does not exist', () => {
    const described = Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    for (const [, { method, path }] of endpoints) expect(described).toContain(`${method.toLowerCase()} /api/v1${path}`);
    const document = JSON.parse(JSON.stringify(openapi)) as object;
    for (const ref of new Set(refsIn(document))) {
      const found = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
      expect(found, ref).toBeDefined();
    }
  });

  it('has only schemas that compile, and names each operation once under a heading it describes', () => {
    const ajv = new Ajv2020({ strict: false, logger: false, formats: {}, validateFormats: false });
    ajv.addSchema({ $id: 'openapi', ...(JSON.parse(JSON.stringify(openapi)) as object) });
    for (const name of Object.keys(openapi.components.schemas))
      expect(() => ajv.compile({ $ref: `openapi#/components/schemas/${name}` }), name).not.toThrow();
    const tags: readonly string[] = openapi.tags.map((tag) => tag.name);
    for (const [, { path }] of endpoints)
      expect(tags, `describe the heading ${tagOf(path)} in openapi.ts`).toContain(tagOf(path));
    const ids = [...JSON.stringify(openapi).matchAll(/"operationId":"(\w+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows for every body an example that is acceptable (contract/examples.ts)', () => {
    for (const [name, { body }] of endpoints) {
      if (body === undefined) continue;
      const example = bodyExamples[body as SchemaName];
      expect(example, `${name} takes ${body}`).toBeDefined();
      expect(schemas[body as SchemaName].safeParse(example).error, name).toBeUndefined();
    }
  });
});
