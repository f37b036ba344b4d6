export const alertTabs = ['active', 'triggered', 'log'] as const;
export type AlertTab = (typeof alertTabs)[number];

/** What the address of the alerts page holds: a link or a reload shows the same view. */
export interface AlertsState {
  /** Without it the active ones. */
  readonly tab?: Exclude<AlertTab, 'active'> | undefined;
  readonly symbol?: string;
  /** The firing that is explained beside the list. */
  readonly firing?: string | undefined;
}

const SYMBOL_LENGTH_MAX = 24;

/** Keeps what is valid of an address's search part. */
export function readAlertsState(search: Record<string, unknown>): AlertsState {
  const { symbol, firing } = search;
  const typed = typeof symbol === 'string' || typeof symbol === 'number' ? String(symbol).trim() : '';
  return {
    tab: (['triggered', 'log'] as const).find((tab) => tab === search['tab']),
    ...(typed !== '' && { symbol: typed.slice(0, SYMBOL_LENGTH_MAX).toUpperCase() }),
    firing: typeof firing === 'string' && /^[0-9a-f-]{36}$/i.test(firing) ? firing : undefined,
  };
}
