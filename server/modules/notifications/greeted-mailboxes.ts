import type { Clock } from '../../platform/clock.ts';

const GREETED_AGAIN_MS = 24 * 3_600_000;
const MAILBOXES_MAX = 50_000;

/**
 * Mailboxes that were greeted within a day: an account can be made and erased again and again, and made with any number
 * of tags behind a `+`, with an address that is somebody else's. Kept per process, and gone with it.
 */
export interface GreetedMailboxes {
  /** Whether the address was not greeted within a day; it counts as greeted then. */
  isFirst(email: string): boolean;
}

export function createGreetedMailboxes(clock: Clock): GreetedMailboxes {
  /** In the order of their times. */
  const at_ms = new Map<string, number>();
  return {
    isFirst(email) {
      const now_ms = clock.ms();
      for (const [mailbox, greeted_ms] of at_ms) {
        if (now_ms - greeted_ms < GREETED_AGAIN_MS && at_ms.size < MAILBOXES_MAX) break;
        at_ms.delete(mailbox);
      }
      const mailbox = email.toLowerCase().replace(/\+[^@]*(?=@)/, '');
      if (at_ms.has(mailbox)) return false;
      at_ms.set(mailbox, now_ms);
      return true;
    },
  };
}
