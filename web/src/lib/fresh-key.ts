/** An Idempotency-Key. Not `randomUUID`: browsers keep it from pages that come without TLS. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
