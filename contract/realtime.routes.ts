import type { RouteTable } from './endpoint.ts';

/** Show me live: tickets for the socket at /ws. The socket itself: protocol.ts. Schemas: realtime.ts. */
export const realtimeRoutes = {
  createTicket: {
    method: 'POST',
    path: '/realtime/tickets',
    access: 'public',
    status: 201,
    reply: 'Ticket',
    summary:
      'A one-time ticket, good for 30 seconds, that a socket shows in its hello to act as you; a visitor gets one for public prices',
    errors: ['origin_refused'],
  },
} as const satisfies RouteTable;
