import { preferences, setPreference } from './preferences.ts';

/** Compact, normal, comfortable, and round again. */
export function nextDensity(): void {
  const order = ['compact', 'normal', 'comfortable'] as const;
  const at = order.indexOf(preferences().density);
  setPreference('density', order[(at + 1) % order.length] ?? 'normal');
}
