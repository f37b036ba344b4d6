/** Pieces that one basket holds at a time. */
export const HELD_PIECES_MAX = 300;
/** Pieces that all guests of one network hold at a time, with those of checkouts that wait for their payment. */
export const HELD_PIECES_PER_NETWORK_MAX = 1_000;
/** A guest's basket that nobody touched for so long is purged. */
export const BASKET_DAYS = 30;
