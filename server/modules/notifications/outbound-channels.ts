import type { Route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { createOutboundClient } from '../../platform/outbound/outbound-client.ts';
import { pushRoutes } from './push/routes.ts';
import { openVapid } from './push/vapid.ts';
import { createPushOutlet } from './senders/push-outlet.ts';
import type { Outlet } from './senders/sender.ts';
import { createWebhookOutlet } from './senders/webhook-outlet.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Webhooks and push: what they tell, and how users set them up. */
export interface OutboundChannels {
  readonly outlets: readonly Outlet[];
  readonly routes: readonly Route[];
}

export function createOutboundChannels(platform: Platform): OutboundChannels {
  const { clock, config, secrets } = platform;
  const client = createOutboundClient({ allow: config.outbound_allow, clock });
  // Push services want an https address or a mail address; a program on somebody's own machine has neither.
  const contact = config.public_url.startsWith('https:') ? config.public_url : 'https://localhost';
  const vapid = openVapid(secrets, contact);
  return {
    outlets: [createWebhookOutlet(platform, client), createPushOutlet(platform, client, vapid)],
    routes: [...webhookRoutes(platform, client), ...pushRoutes(platform, client, vapid)],
  };
}
