import { nextDensity } from '../../../app/density.ts';
import { closePalette, openPalette } from '../../../app/palette-state.ts';
import { setPreference, shownTheme } from '../../../app/preferences.ts';
import { live } from '../../../lib/live/browser-live.ts';
import { openAlertForm } from '../../alerts/alert-request.ts';
import { askForList } from '../../watchlists/list-request.ts';
import type { Entry } from './use-palette.ts';

type Action = Extract<Entry, { readonly kind: 'action' }>;
type Go = (
  to: '/w' | '/alerts' | '/notifications' | '/settings' | '/settings/notifications' | '/help' | '/plans',
) => void;

/** Commands whose words begin with what was typed; all of them while nothing is. */
export function actionsFor(words: string, go: Go, wanted: boolean): Action[] {
  if (!wanted) return [];
  const asked = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const all = actions(go);
  return all.filter(({ label }) => {
    const own = label.toLowerCase().split(' ');
    return asked.every((word) => own.some((part) => part.startsWith(word)));
  });
}

function actions(go: Go): Action[] {
  const paused = live.connection().phase === 'paused';
  const dark = shownTheme() === 'dark';
  const action = (icon: string, label: string, run: () => void, keys: readonly string[] = []): Action => ({
    kind: 'action',
    id: `action-${icon}`,
    label,
    keys,
    icon,
    run: () => {
      closePalette();
      run();
    },
  });
  return [
    action('add', 'Add symbols to this list', () => openPalette('add'), ['a']),
    action('alert', 'New alert', () => openAlertForm({ kind: 'new', symbol: null }), ['b']),
    action('alerts', 'Go to alerts', () => go('/alerts'), ['g', 'a']),
    action('list', 'New list', () => askForList(go), ['n']),
    action('pause', paused ? 'Resume live prices' : 'Pause live prices', () => live.setPaused(!paused), ['p']),
    action('theme', dark ? 'Switch to the light theme' : 'Switch to the dark theme', () =>
      setPreference('theme', dark ? 'light' : 'dark'),
    ),
    action('density', 'Change row density', nextDensity, ['d']),
    action('inbox', 'Go to notifications', () => go('/notifications'), ['g', 'n']),
    action('told', 'Notification settings', () => go('/settings/notifications')),
    action('settings', 'Go to settings', () => go('/settings'), ['g', ',']),
    action('plans', 'Compare plans', () => go('/plans')),
    action('help', 'Help', () => go('/help')),
  ];
}
