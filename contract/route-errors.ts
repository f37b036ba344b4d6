import type { Endpoint } from './endpoint.ts';
import { type ErrorCode, errorTable, everywhere } from './errors.ts';

/** Every refusal a call of this endpoint can meet: its own, those of its access and of its method, and everybody's. */
export function errorsOf(endpoint: Endpoint): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([...endpoint.errors, ...everywhere, 'token_invalid', 'token_expired']);
  if (endpoint.method !== 'GET')
    for (const code of ['malformed_json', 'body_too_large', 'media_type_unsupported', 'origin_refused'] as const)
      codes.add(code);
  if (endpoint.idempotent === true)
    for (const code of ['idempotency_key_required', 'idempotency_key_in_use', 'idempotency_key_reused'] as const)
      codes.add(code);
  if (endpoint.access !== 'public') codes.add('sign_in_required');
  if (endpoint.access === 'admin') codes.add('forbidden');
  return [...codes].sort((a, b) => errorTable[a].status - errorTable[b].status || a.localeCompare(b));
}

/** The refusals of an endpoint by status, in rising order. */
export function errorsByStatus(endpoint: Endpoint): (readonly [status: number, codes: readonly ErrorCode[]])[] {
  return [...Map.groupBy(errorsOf(endpoint), (code) => errorTable[code].status)];
}
