import { signal } from '../../../../platform/signals.ts';

/** The test provider has a webhook to deliver. */
export const testWebhooksWaiting = signal<null>('payments_test.webhooks_waiting');
