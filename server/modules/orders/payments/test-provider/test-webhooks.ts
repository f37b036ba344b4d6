import type { Platform } from '../../../../platform/platform.ts';
import type { Service } from '../../../../platform/service.ts';
import { dueTestWebhooks, markDelivered } from './services/deliver-webhooks.ts';
import { forgetWebhooks } from './services/forget-webhooks.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';
import { testWebhooksWaiting } from './signals.ts';
import { testSecret } from './test-provider.ts';

/** What becomes due by time alone is seen this late at most. */
const LOOK_MS = 1_000;
const FORGET_MS = 3_600_000;
/** Delivered at the same time by one process. */
const BATCH_MAX = 16;

/** Hands one webhook to its receiver; rejects where it was not taken, and it comes again. */
export type DeliverWebhook = (headers: Readonly<Record<string, string>>, body: Buffer) => Promise<void>;

/**
 * Delivers the webhooks of the test provider in any number of processes: each is taken by one of them. One whose process
 * died, or that was not taken, comes again after a while, as with every provider.
 */
export function createTestWebhooks(platform: Platform, deliver: DeliverWebhook): Service {
  const { clock, log, signals } = platform;
  const stops: (() => void)[] = [];
  let passing: Promise<void> | null = null;
  let again = false;
  let stopped = true;
  let forget_at = 0;

  async function send({ id, body }: { readonly id: string; readonly body: string }): Promise<void> {
    const bytes = Buffer.from(body);
    const headers = {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signatureOf(testSecret(platform), bytes, clock.ms()),
    };
    try {
      await deliver(headers, bytes);
      await markDelivered(platform, id);
    } catch (err) {
      log.warn({ err, webhook_id: id }, 'a webhook of the test provider was not taken and comes again');
    }
  }

  async function pass(): Promise<void> {
    do {
      again = false;
      try {
        if (clock.ms() >= forget_at) {
          forget_at = clock.ms() + FORGET_MS;
          await forgetWebhooks(platform);
        }
        const due = await dueTestWebhooks(platform, BATCH_MAX);
        again ||= due.length === BATCH_MAX;
        await Promise.all(due.map(send));
      } catch (err) {
        log.error({ err }, 'webhooks of the test provider could not be read');
      }
      // oxlint-disable-next-line no-unmodified-loop-condition -- drain sets it while a webhook is under way
    } while (again && !stopped);
  }

  const look = (): void => {
    again = true;
    if (stopped) return;
    passing ??= pass().finally(() => {
      passing = null;
    });
  };

  return {
    name: 'test webhooks',
    async start() {
      stopped = false;
      const timer = setInterval(look, LOOK_MS);
      stops.push(signals.on(testWebhooksWaiting, look), signals.onGap(look), () => clearInterval(timer));
      look();
    },
    async drain() {
      stopped = true;
      for (const stop of stops.splice(0)) stop();
      await passing;
    },
  };
}
