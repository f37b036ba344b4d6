/** What the shop window, baskets and orders refuse: a part of the one table of errors.ts. */
export const orderErrors = {
  idempotency_key_required: {
    status: 400,
    title: 'This call needs an Idempotency-Key',
    next: 'Send the header Idempotency-Key with a value of your own, 1 to 255 characters, and the same one when you try again.',
  },
  idempotency_key_in_use: {
    status: 409,
    title: 'The first call with this Idempotency-Key is still at work',
    next: 'Send it again in a moment: you get the answer of the first.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key did something else before',
    next: 'Use a new key for a new call, or send the same call again.',
  },
  product_unknown: { status: 404, title: 'No such product', next: 'GET /api/v1/products?q=… finds products.' },
  offer_unknown: {
    status: 404,
    title: 'No such offer',
    next: 'GET /api/v1/products/{slug} lists the offers of a product.',
  },
  basket_unknown: {
    status: 404,
    title: 'You have no basket',
    next: 'PUT /api/v1/basket/lines/{listing_id} makes one; a guest sends its Guest-Token.',
  },
  basket_empty: { status: 409, title: 'The basket is empty', next: 'Put something into it first.' },
  basket_full: {
    status: 403,
    title: 'A basket has 100 lines and 1,000 pieces at most',
    next: 'Pay for these first, or take some out.',
  },
  basket_busy: {
    status: 409,
    title: 'This basket is being paid for',
    next: 'Wait for that, or cancel the order that waits for its payment.',
  },
  basket_changed: {
    status: 409,
    title: 'The basket is not the one you saw',
    next: 'GET /api/v1/basket, look at it, and check out with its version and total.',
  },
  basket_incomplete: {
    status: 409,
    title: 'Something is missing before it can be paid',
    next: 'Give what `missing` names with PATCH /api/v1/basket.',
  },
  currency_mixed: {
    status: 409,
    title: 'A basket is in one currency',
    next: 'Pay for what is in it first, or take it out.',
  },
  insufficient_stock: {
    status: 409,
    title: 'There are not that many left',
    next: 'Take at most what is available; nothing was held and nothing charged.',
  },
  hold_limit: {
    status: 409,
    title: 'This basket was held long enough',
    next: 'Let others have a chance: release it, or pay before it runs out.',
  },
  total_changed: {
    status: 409,
    title: 'The total is not the one you saw',
    next: 'Look at the basket again; nothing was charged.',
  },
  shipping_method_unknown: {
    status: 404,
    title: 'No such way of sending',
    next: 'Choose one of the shipping_options of the basket.',
  },
  shipping_method_limit: { status: 403, title: 'A vendor has 20 ways of sending', next: 'Change one that is there.' },
  days_reversed: {
    status: 422,
    title: 'It cannot arrive sooner than it can arrive',
    next: 'Send days_min that is not above days_max.',
  },
  payment_unavailable: {
    status: 503,
    title: 'The payment provider does not answer',
    next: 'Try again in a minute; nothing was charged.',
  },
  payment_settled: {
    status: 409,
    title: 'This is paid, or cannot be paid any more',
    next: 'GET the order: it says how it stands.',
  },
  payment_running: {
    status: 409,
    title: 'A payment is under way',
    next: 'Wait until it is known how it ended.',
  },
  payment_unknown: { status: 404, title: 'No such payment', next: 'Start again from the order.' },
  webhook_refused: {
    status: 400,
    title: 'This notice is not signed as it must be',
    next: 'Check the signing secret, and that the clock is right.',
  },
  order_unknown: {
    status: 404,
    title: 'No such order',
    next: 'Sign in, or send the Guest-Token that the checkout answered.',
  },
  order_unpaid: {
    status: 409,
    title: 'This order is not paid',
    next: 'It has no papers and nothing to give back yet.',
  },
  illegal_transition: {
    status: 409,
    title: 'It does not go from its status to that one',
    next: 'Send one of those that `allowed` names.',
  },
  line_unknown: { status: 404, title: 'No such line', next: 'GET the order: its lines have ids.' },
  quantity_refused: {
    status: 409,
    title: 'There are not that many pieces of this line left for that',
    next: 'Send at most `allowed` pieces.',
  },
  shipment_unknown: { status: 404, title: 'No such parcel', next: 'GET the order: its parcels have ids.' },
  shipment_limit: { status: 403, title: 'An order has 50 parcels at most', next: 'Send what is left in one.' },
  refund_too_high: {
    status: 409,
    title: 'That is more than is left to give back',
    next: 'Send at most `allowed_minor`.',
  },
  return_unknown: { status: 404, title: 'No such return', next: 'GET the order: its returns have ids.' },
  return_too_late: {
    status: 409,
    title: 'These pieces cannot be sent back any more, or not yet',
    next: 'Write to the vendor: returnable_until says until when it was possible.',
  },
  return_limit: { status: 403, title: 'An order has 50 returns at most', next: 'Write to the vendor.' },
  note_limit: { status: 403, title: 'An order has 500 events at most', next: 'Write elsewhere.' },
  discount_code_taken: { status: 409, title: 'You have that code already', next: 'Choose another code.' },
  discount_unknown: {
    status: 404,
    title: 'No such code',
    next: 'GET /api/v1/vendors/{vendor_id}/discounts lists them.',
  },
  discount_limit: { status: 403, title: 'A vendor has room for 200 codes', next: 'Change one that is there.' },
  payout_too_high: {
    status: 409,
    title: 'That is more than is owed',
    next: 'Send at most `balance_minor`. What `test_minor` says is test money, which is never paid out.',
  },
  subscription_unknown: {
    status: 404,
    title: 'No such subscription',
    next: 'GET /api/v1/vendors/{vendor_id}/subscriptions lists them.',
  },
  subscription_limit: { status: 403, title: 'A vendor has 10 subscriptions', next: 'Delete one first.' },
} as const;
