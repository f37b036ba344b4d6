import { createHash, randomBytes } from 'node:crypto';

const TICKET_BYTES = 32;

/** 256 random bits, fit for JSON. */
export function newTicket(): string {
  return randomBytes(TICKET_BYTES).toString('base64url');
}

/** What is stored of a ticket. */
export function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
