/** What notifications refuse: a part of the one table of errors.ts. */
export const notificationErrors = {
  notification_unknown: {
    status: 404,
    title: 'No such notification',
    next: 'GET /api/v1/notifications lists yours.',
  },
  delivery_unknown: {
    status: 404,
    title: 'No such delivery',
    next: 'GET /api/v1/notifications/deliveries lists yours.',
  },
  delivery_not_retryable: {
    status: 409,
    title: 'This delivery has arrived or was never to be sent',
    next: 'Only failed and waiting deliveries can be sent again.',
  },
  time_zone_unknown: {
    status: 422,
    title: 'There is no such time zone',
    next: 'Send an IANA name such as "Europe/Lisbon".',
  },
  unsubscribe_invalid: {
    status: 404,
    title: 'This link does not unsubscribe anybody',
    next: 'Sign in and change it under Settings, Notifications.',
  },
  mail_unknown: { status: 404, title: 'No such mail', next: 'GET /api/v1/dev/mails lists them.' },
  mail_not_kept: {
    status: 404,
    title: 'Mails are sent here, not kept',
    next: 'Unset SMTP_URL to keep them instead.',
  },
  webhook_unknown: { status: 404, title: 'No such webhook', next: 'GET /api/v1/notifications/webhooks lists yours.' },
  webhook_limit: { status: 403, title: 'There is no room for another webhook', next: 'Remove one first.' },
  webhook_url_refused: {
    status: 422,
    title: 'We do not call this address',
    next: 'Use an https address on port 443 that resolves to public addresses only.',
  },
  channel_unavailable: {
    status: 403,
    title: 'Your plan does not have this channel',
    next: 'Move to a larger plan: GET /api/v1/tiers.',
  },
  push_limit: { status: 403, title: 'There is no room for another browser', next: 'Remove one first.' },
  push_endpoint_refused: {
    status: 422,
    title: 'This is not the address of a push service',
    next: 'Send what PushSubscription.toJSON() gives in the browser.',
  },
  push_unknown: {
    status: 404,
    title: 'No such browser',
    next: 'GET /api/v1/notifications/push/subscriptions lists them.',
  },
} as const;
