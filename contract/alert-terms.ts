// The words of an alert, apart from their schemas: the browser lists them without bringing zod along.

/**
 * - `PRICE_ABOVE`, `PRICE_BELOW`: a level; fires when the price stands at it or beyond.
 * - `CROSSES_UP`, `CROSSES_DOWN`, `CROSSES` (either): an edge; the price before stood on the other side.
 * - `PERCENT_CHANGE`: since `basis`; a negative threshold means a fall of that much.
 * - `RANGE_ENTER`, `RANGE_LEAVE`: between `threshold_value` and `threshold_upper`, both inside.
 * - `NEW_HIGH`, `NEW_LOW`: beyond everything in the last `window_days` trading days.
 * - `VOLUME_ABOVE`: pieces traded today.
 * - `BACK_IN_STOCK`: of what vendors list alone; fires when pieces are for sale again after none were.
 * Equality counts as reached.
 */
export const conditionTypes = [
  'PRICE_ABOVE',
  'PRICE_BELOW',
  'CROSSES',
  'CROSSES_UP',
  'CROSSES_DOWN',
  'PERCENT_CHANGE',
  'RANGE_ENTER',
  'RANGE_LEAVE',
  'NEW_HIGH',
  'NEW_LOW',
  'VOLUME_ABOVE',
  'BACK_IN_STOCK',
] as const;
/** What a percent change counts from: the previous close, the price at creation, or the price `window_minutes` ago. */
export const changeBases = ['PREVIOUS_CLOSE', 'CREATION', 'WINDOW'] as const;
/**
 * - `ONCE`: fires and is done.
 * - `EVERY_CROSS`: is armed again once the price has gone back past the level by the hysteresis band.
 * - `DAILY`: at most once a trading day of the venue.
 * - `COOLDOWN`: at most once per `cooldown_s`; what happens meanwhile is counted and told with the next.
 */
export const alertRepeats = ['ONCE', 'EVERY_CROSS', 'DAILY', 'COOLDOWN'] as const;
export const alertStatuses = ['active', 'paused', 'triggered', 'expired'] as const;
/** Why an alert is paused: by its owner, firing too often, the plan's limit, a delisting, or a split it could not follow. */
export const pauseReasons = ['user', 'storm', 'plan', 'delisted', 'split'] as const;
export const alertChannels = ['in_app', 'email', 'webhook', 'push'] as const;
