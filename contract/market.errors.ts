/** What the market refuses: a part of the one table of errors.ts. */
export const marketErrors = {
  instrument_unknown: { status: 404, title: 'No such symbol', next: 'Search with GET /api/v1/stocks?q=.' },
  symbols_unknown: {
    status: 422,
    title: 'Some symbols are not known',
    next: 'Correct or leave out the symbols named in the answer.',
  },
  symbol_taken: {
    status: 409,
    title: 'Another instrument bears that symbol',
    next: 'Choose another symbol, or rename the instrument that bears it first.',
  },
  instrument_changed: {
    status: 409,
    title: 'Somebody else has changed this instrument meanwhile',
    next: 'Read it again with GET /api/v1/admin/stocks/{symbol}, and send what you still want to change.',
  },
  price_decimals_too_few: {
    status: 422,
    title: 'Prices we keep of this instrument have more decimals',
    next: 'Send at least as many decimals as the answer names.',
  },
  price_unknown: {
    status: 409,
    title: 'There is no price to correct',
    next: 'Wait for its first price, or send wrong_price and at.',
  },
  price_too_fine: {
    status: 422,
    title: 'The price has more decimals than its instrument',
    next: 'Round it to the decimals named in the answer, or give the instrument more.',
  },
  price_the_same: {
    status: 422,
    title: 'The right price is the wrong one',
    next: 'Send another price.',
  },
  window_invalid: {
    status: 422,
    title: 'from must be before to, and not in the future',
    next: 'Send from and to as days or instants, the earlier one as from.',
  },
  history_window_limit: {
    status: 403,
    title: 'Your plan does not reach back that far',
    next: 'Ask for a later start, or move to a larger plan: GET /api/v1/tiers.',
  },
  history_too_fine: {
    status: 422,
    title: 'That window has too many candles of that interval',
    next: 'Ask for a shorter window or a longer interval, send interval=auto, or export the window as CSV.',
  },
  figures_in_progress: {
    status: 503,
    title: 'The figures are being worked out',
    next: 'Ask again after the seconds named in Retry-After: what is done by then is kept.',
  },
  split_exists: {
    status: 409,
    title: 'There is a split on that day, or the same one within a week of it',
    next: 'GET /api/v1/stocks/{symbol}/actions lists them; remove the wrong one first.',
  },
  split_without_prices: {
    status: 422,
    title: 'Its prices are made up and know their own splits; none are kept that this split could adjust',
    next: 'Import its history first (npm run import:history), or use a provider of real prices.',
  },
  backfill_unavailable: {
    status: 422,
    title: 'That cannot be back-filled',
    next: 'Choose an instrument whose provider tells its past, or import a file: npm run import:history.',
  },
  split_unknown: { status: 404, title: 'No such split', next: 'GET /api/v1/stocks/{symbol}/actions lists them.' },
  sync_unconfigured: {
    status: 409,
    title: 'There is nothing to read symbols from',
    next: 'Set SYMBOLS_URLS, or use a provider that lists its instruments.',
  },
  sync_running: {
    status: 409,
    title: 'Symbols are being read already',
    next: 'Wait for it to end: GET /api/v1/admin/syncs.',
  },
} as const;
