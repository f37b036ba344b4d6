/** What alerts refuse: a part of the one table of errors.ts. */
export const alertErrors = {
  alert_unknown: { status: 404, title: 'No such alert', next: 'GET /api/v1/notifications/alerts lists yours.' },
  firing_unknown: { status: 404, title: 'No such firing', next: 'GET /api/v1/notifications/firings lists them.' },
  alert_condition_invalid: {
    status: 422,
    title: 'This condition is not complete',
    next: 'Send what the condition type needs, and nothing it does not take.',
  },
  alert_no_price: {
    status: 409,
    title: 'This instrument has no price yet',
    next: 'Set the alert once it has one: the answer of GET /api/v1/stocks/{symbol} then holds a quote.',
  },
  already_true: {
    status: 409,
    title: 'The price is there already',
    next: 'Send if_already_true: "fire" to be told at once, or "wait" to be told when it gets there anew.',
  },
  alert_exists: { status: 409, title: 'You already have this alert', next: 'Change the one named in the answer.' },
  alert_limit: {
    status: 403,
    title: 'Your plan has no room for another active alert',
    next: 'Pause or delete alerts, or move to a larger plan: GET /api/v1/tiers.',
  },
  alert_from_mark: {
    status: 409,
    title: 'This alert stands for a mark in a list',
    next: 'Change or clear the mark at the item in its list.',
  },
  alert_not_active: { status: 409, title: 'Only an active alert can be paused', next: 'GET the alert for its status.' },
  alert_expired: { status: 409, title: 'This alert has run out', next: 'PATCH it with a later expires_at, or null.' },
} as const;
