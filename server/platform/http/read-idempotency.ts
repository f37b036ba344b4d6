import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../contract/errors.ts';
import type { Idempotency } from './route.ts';

/** Bare or, as a structured field, in double quotes (draft-ietf-httpapi-idempotency-key-header). */
const KEY = /^(?:"([\u0020\u0021\u0023-\u005b\u005d-\u007e]{1,255})"|([\u0021\u0023-\u005b\u005d-\u007e]{1,255}))$/;

/** @throws AppError `idempotency_key_required` without a key that can be kept. */
export function readIdempotency(request: FastifyRequest): Idempotency {
  const header = request.headers['idempotency-key'];
  const match = typeof header === 'string' ? KEY.exec(header) : null;
  const key = match?.[1] ?? match?.[2];
  if (key === undefined) throw new AppError('idempotency_key_required');
  const said = `${request.method} ${request.raw.url ?? ''}\n${JSON.stringify(request.body ?? null)}`;
  return { key, fingerprint: hash('sha256', said, 'hex') };
}
