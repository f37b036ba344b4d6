import type { Platform } from '../../platform/platform.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { createTicket } from './services/create-ticket.ts';

export function realtimeRoutes(platform: Platform): readonly Route[] {
  return [
    route('createTicket', async ({ actor, request }) => ({
      data: await createTicket(platform, actor, request.origin),
      meta: { message: 'The ticket is good for one socket, within 30 seconds.' },
      cache_control: 'no-store',
    })),
  ];
}
