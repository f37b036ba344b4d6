import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openapi } from '../../contract/openapi.ts';

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
    readonly example?: unknown;
  }[];
  /** Schema of the body, or null where none is taken. */
  readonly body: object | null;
  /** A body that is acceptable, or null. */
  readonly example: unknown;
  readonly responses: Readonly<Record<string, ResponseSpec>>;
}

interface ResponseSpec {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface OperationSpec {
  readonly operationId: string;
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: {
    /** Under another type where the body is a file. */
    readonly content: { readonly 'application/json'?: { readonly schema: object; readonly example?: unknown } };
  };
  readonly responses: Operation['responses'];
}

// As it is served: without members that are undefined.
const document = JSON.parse(JSON.stringify(openapi)) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationSpec>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, ResponseSpec>>>>;
};

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, spec]) => ({
    id: spec.operationId,
    method: method.toUpperCase(),
    path,
    parameters: spec.parameters ?? [],
    body: spec.requestBody?.content['application/json']?.schema ?? null,
    example: spec.requestBody?.content['application/json']?.example ?? null,
    responses: spec.responses,
  })),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'openapi', ...document });
const compiled = new Map<object, ValidateFunction>();

/** What an answer breaks of the document's promises; empty when it keeps them all. */
export function breachesOf(operation: Operation, answer: { status: number; type: string; text: string }): string[] {
  const { status, type, text } = answer;
  const named = operation.responses[status];
  if (named === undefined) return [`status ${status} is not listed: ${text.slice(0, 300)}`];
  const response =
    named.$ref === undefined ? named : document.components['responses']?.[named.$ref.split('/').at(-1) ?? ''];
  if (response?.content === undefined) return text === '' ? [] : [`${status} has a body`];
  const media = Object.keys(response.content).find((known) => type.startsWith(known));
  if (media === undefined) return [`content type ${type} is not listed for ${status}`];
  if (!media.includes('json')) return [];
  const { schema } = response.content[media] ?? { schema: {} };
  const validate = compiled.get(schema) ?? ajv.compile(absolute(schema));
  compiled.set(schema, validate);
  if (validate(JSON.parse(text))) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} in ${text.slice(0, 300)}`);
}

/** The schema with its references into the document. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')) as object;
}

/** The schema a reference names, or the schema itself. */
export function resolved<Schema extends { $ref?: string }>(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return document.components['schemas']?.[schema.$ref.split('/').at(-1) ?? ''] as unknown as Schema;
}
