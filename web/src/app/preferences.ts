import { useSyncExternalStore } from 'react';

/** How this browser shows things. Kept in localStorage; public/appearance.js reads the same key before the first paint. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly palette: 'green-red' | 'blue-orange';
  /** Which of the two colours means up. */
  readonly rise: 'green' | 'red';
  readonly density: 'compact' | 'normal' | 'comfortable';
  /** A short tint behind a price that moved. */
  readonly flash: boolean;
  /** Single-key shortcuts; off leaves only those with Ctrl or Cmd. */
  readonly single_keys: boolean;
  /** How often the page takes up new prices, in milliseconds; 0 is as they come. */
  readonly refresh_ms: 0 | 1000 | 5000;
  /** Columns of watchlists in their order, besides the symbol; null while nobody chose. */
  readonly columns: readonly string[] | null;
}

const KEY = 'omni-stock.preferences';
const defaults: Preferences = {
  theme: 'system',
  palette: 'green-red',
  rise: 'green',
  density: 'normal',
  flash: true,
  single_keys: true,
  refresh_ms: 0,
  columns: null,
};
const allowed: { readonly [K in Exclude<keyof Preferences, 'columns'>]: readonly Preferences[K][] } = {
  theme: ['system', 'light', 'dark'],
  palette: ['green-red', 'blue-orange'],
  rise: ['green', 'red'],
  density: ['compact', 'normal', 'comfortable'],
  flash: [true, false],
  single_keys: [true, false],
  refresh_ms: [0, 1000, 5000],
};

let current = load();
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribePreferences, preferences);
}

/** Calls `listener` after every change; returns the way to stop. */
export function subscribePreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes one preference, shows it at once and keeps it for the next visit. */
export function setPreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  current = { ...current, [key]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage is full or blocked: the choice holds until the page is left.
  }
  showPreferences();
  for (const listener of listeners) listener();
}

/** The theme that is shown: the choice, or what the system asks for. */
export function shownTheme(): 'light' | 'dark' {
  if (current.theme !== 'system') return current.theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Writes the choices to the root element and follows the system's theme and other tabs; call once at start. */
export function startPreferences(): void {
  showPreferences();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    current = { ...current };
    showPreferences();
    for (const listener of listeners) listener();
  });
  addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    current = load();
    showPreferences();
    for (const listener of listeners) listener();
  });
}

function showPreferences(): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = shownTheme();
  dataset['palette'] = current.palette;
  dataset['rise'] = current.rise;
  dataset['density'] = current.density;
}

function load(): Preferences {
  let stored: unknown = null;
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    // Blocked or spoilt storage: the defaults serve.
  }
  return readPreferences(stored);
}

/** Keeps what is valid of a stored value, key by key; the rest falls back to the defaults. */
export function readPreferences(stored: unknown): Preferences {
  if (typeof stored !== 'object' || stored === null) return defaults;
  const read: Record<string, unknown> = { ...defaults };
  for (const [key, values] of Object.entries(allowed)) {
    const value = (stored as Record<string, unknown>)[key];
    if ((values as readonly unknown[]).includes(value)) read[key] = value;
  }
  const { columns } = stored as Record<string, unknown>;
  if (Array.isArray(columns)) read['columns'] = columns.filter((name) => typeof name === 'string');
  return read as unknown as Preferences;
}
