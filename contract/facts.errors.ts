/** What the administration of facts refuses: a part of the one table of errors.ts. */
export const factErrors = {
  fact_consumer_unknown: {
    status: 404,
    title: 'Nobody of that name hears facts',
    next: 'GET /api/v1/admin/facts/consumers lists who does.',
  },
  dead_fact_unknown: {
    status: 404,
    title: 'This consumer has given up on no such fact',
    next: 'GET /api/v1/admin/facts/dead lists those that were given up on.',
  },
} as const;
