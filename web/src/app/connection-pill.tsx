import { Pause, Play, PlugZap, RotateCw, WifiOff } from 'lucide-react';
import { formatInterval } from '../lib/format/number.ts';
import { live } from '../lib/live/browser-live.ts';
import type { Connection } from '../lib/live/connection.ts';
import { useConnection } from '../lib/live/hooks.ts';
import { Menu, MenuChoices, MenuItem, MenuLine } from '../ui/menu.tsx';
import { setPreference, usePreferences } from './preferences.ts';
import { useElapsed } from './use-now.ts';

const words: Record<Connection['phase'], string> = {
  connecting: 'Connecting',
  live: 'Live',
  polling: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  paused: 'Paused',
  stopped: 'Disconnected',
};

/** Whether prices move, how often, and the way to stop them. */
export function ConnectionPill() {
  const connection = useConnection();
  const { refresh_ms } = usePreferences();
  const word = words[connection.phase];
  return (
    <>
      <output className="unseen">{connection.phase === 'connecting' ? '' : `Prices: ${word}`}</output>
      <Menu
        align="end"
        trigger={
          <button type="button" className="pill">
            <PillIcon phase={connection.phase} />
            <span>
              <span className="unseen">Prices: </span>
              {word}
            </span>
            <PillRate connection={connection} refresh_ms={refresh_ms} />
          </button>
        }
      >
        <PillItems connection={connection} />
      </Menu>
    </>
  );
}

function PillIcon({ phase }: { readonly phase: Connection['phase'] }) {
  if (phase === 'live' || phase === 'polling') return <span className="dot pill-live" />;
  if (phase === 'paused') return <Pause className="icon-small" aria-hidden="true" />;
  if (phase === 'offline') return <WifiOff className="icon-small" aria-hidden="true" />;
  if (phase === 'stopped') return <PlugZap className="icon-small text-warn" aria-hidden="true" />;
  return <span className="spinner text-warn" aria-hidden="true" />;
}

function PillRate({ connection, refresh_ms }: { readonly connection: Connection; readonly refresh_ms: number }) {
  const counting = connection.phase === 'reconnecting' && connection.retry_at_ms !== null;
  const now_ms = useElapsed(counting ? 500 : null);
  if (counting) {
    const wait_s = Math.max(0, Math.ceil(((connection.retry_at_ms ?? 0) - now_ms) / 1000));
    return <span className="font-normal text-muted">{wait_s} s</span>;
  }
  if (connection.phase !== 'live' || connection.interval_ms === null) return null;
  const shown = formatInterval(Math.max(connection.interval_ms, refresh_ms));
  return <span className="font-normal text-muted max-md:hidden">{shown}</span>;
}

function PillItems({ connection }: { readonly connection: Connection }) {
  const { refresh_ms } = usePreferences();
  const paused = connection.phase === 'paused';
  const lost = ['reconnecting', 'offline', 'stopped'].includes(connection.phase);
  return (
    <>
      {connection.reason !== null && <p className="menu-label max-w-60 whitespace-normal">{connection.reason}</p>}
      <MenuItem
        icon={paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        keys={['p']}
        onSelect={() => live.setPaused(!paused)}
      >
        {paused ? 'Resume' : 'Pause'}
      </MenuItem>
      {lost && (
        <MenuItem icon={<RotateCw aria-hidden="true" />} onSelect={() => live.reconnect()}>
          Connect now
        </MenuItem>
      )}
      <MenuLine />
      <MenuChoices
        label="Show new prices"
        value={String(refresh_ms)}
        options={[
          { value: '0', label: 'As they come' },
          { value: '1000', label: 'Every second' },
          { value: '5000', label: 'Every 5 seconds' },
        ]}
        onChange={(value) => setPreference('refresh_ms', value === '1000' ? 1000 : value === '5000' ? 5000 : 0)}
      />
    </>
  );
}
