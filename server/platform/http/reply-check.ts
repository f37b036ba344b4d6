import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { type SchemaName, schemas } from '../../../contract/schemas.ts';

interface Checked {
  readonly data?: unknown;
  readonly data_json?: string;
  readonly meta?: object;
  readonly file?: object;
}

export type CheckReply = (answer: Checked) => void;

const pagedMeta = z.looseObject({ next_cursor: z.string().nullable(), has_more: z.boolean(), limit: z.int() });
const messageMeta = z.looseObject({ message: z.string().min(1) });

/** A check that a handler keeps the contract; it fails the call when not. For tests: production trusts its handlers. */
export function replyCheck(name: string, endpoint: Endpoint): CheckReply {
  const schema = endpoint.reply === undefined ? z.null() : schemas[endpoint.reply as SchemaName];
  return (answer) => {
    if (endpoint.file !== undefined) {
      assert(answer.file !== undefined, `${name} must answer a file`);
      return;
    }
    const data: unknown = answer.data_json === undefined ? (answer.data ?? null) : JSON.parse(answer.data_json);
    holds(`data of ${name}`, schema, data);
    if (endpoint.paged === true) holds(`meta of ${name}`, pagedMeta, answer.meta);
    if (endpoint.method !== 'GET') holds(`meta of ${name}`, messageMeta, answer.meta);
  };
}

function holds(what: string, schema: z.ZodType, value: unknown): void {
  const parsed = schema.safeParse(value);
  assert(parsed.success, `${what} breaks its schema: ${parsed.error ? z.prettifyError(parsed.error) : ''}`);
}
