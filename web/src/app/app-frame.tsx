import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useAlertAsk } from '../features/alerts/alert-request.ts';
import { useAlertNews } from '../features/alerts/use-alerts.ts';
import { useNews } from '../features/notifications/live/use-news.ts';
import { live } from '../lib/live/browser-live.ts';
import { nextDensity } from './density.ts';
import { useShortcut, useKeyboard } from './keyboard/use-shortcut.ts';
import { Rail, TabBar } from './navigation.tsx';
import { openPalette, usePaletteMode } from './palette-state.ts';
import { usePreferences } from './preferences.ts';
import { TopBar } from './top-bar.tsx';
import { TipProvider } from '../ui/tooltip.tsx';

const TIP_DELAY_MS = 400;

const KeyboardDialog = lazy(async () => ({ default: (await import('./keyboard/keyboard-dialog.tsx')).KeyboardDialog }));
const AlertDialog = lazy(async () => ({
  default: (await import('../features/alerts/form/alert-dialog.tsx')).AlertDialog,
}));
const loadPalette = async () => ({ default: (await import('../features/market/palette/palette.tsx')).Palette });
const Palette = lazy(loadPalette);

/** The frame of the signed-in app: rail, top bar, the page, and on a phone the tabs. */
export function AppFrame() {
  const [helping, setHelping] = useState(false);
  useKeyboard();
  useFrameShortcuts(() => setHelping(true));
  useLiveRefresh();
  useNews();
  useAlertNews();
  // There before the first key: what one types after the key that opens it must not be lost.
  useEffect(() => void loadPalette(), []);
  return (
    <TipProvider delay={TIP_DELAY_MS}>
      <div className="app">
        <a href="#main" className="skip-link">
          Skip to content
        </a>
        <Rail />
        <TopBar />
        <main id="main" className="main" tabIndex={-1}>
          <Outlet />
        </main>
        <TabBar />
        <Suspense>
          <PaletteWhenOpen />
          <AlertFormWhenOpen />
          {helping && <KeyboardDialog open onClose={() => setHelping(false)} />}
        </Suspense>
      </div>
    </TipProvider>
  );
}

function PaletteWhenOpen() {
  const mode = usePaletteMode();
  return mode && <Palette mode={mode} />;
}

function AlertFormWhenOpen() {
  const ask = useAlertAsk();
  return ask && <AlertDialog ask={ask} />;
}

/** What the keys of the whole app do; those of a page are its own. */
function useFrameShortcuts(help: () => void): void {
  const navigate = useNavigate();
  useShortcut('palette', () => openPalette());
  useShortcut('search', () => openPalette());
  useShortcut('help', help);
  useShortcut('go_watchlist', () => void navigate({ to: '/w' }));
  useShortcut('go_alerts', () => void navigate({ to: '/alerts' }));
  useShortcut('go_inbox', () => void navigate({ to: '/notifications' }));
  useShortcut('go_inventory', () => void navigate({ to: '/inventory' }));
  useShortcut('go_orders', () => void navigate({ to: '/orders' }));
  useShortcut('go_settings', () => void navigate({ to: '/settings' }));
  useShortcut('pause', () => live.setPaused(live.connection().phase !== 'paused'));
  useShortcut('density', nextDensity);
}

function useLiveRefresh(): void {
  const { refresh_ms } = usePreferences();
  useEffect(() => live.setRefreshInterval(refresh_ms), [refresh_ms]);
}
