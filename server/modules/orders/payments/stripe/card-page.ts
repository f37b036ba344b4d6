import type { PagePolicy } from '../../../../platform/http/page-policy.ts';

/**
 * The page on which a buyer enters a card: Stripe's script runs there and nowhere else, with frames and calls of its own.
 * The hosts are those of docs.stripe.com/security/guide (Content security policy, Stripe.js): the fields and the bank's
 * question stand in frames, and what is confirmed goes to the API from the browser.
 */
export const CARD_PAGE: PagePolicy = {
  path: /^\/pay\/stripe\/[\w-]{1,64}\/?$/,
  sources: {
    'script-src': ['https://js.stripe.com', 'https://*.js.stripe.com'],
    'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
    'connect-src': ['https://api.stripe.com'],
  },
};
