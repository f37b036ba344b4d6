import { Search } from 'lucide-react';
import { useConnection } from '../lib/live/hooks.ts';
import { Badge } from '../ui/badge.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { Logo } from '../ui/logo.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { pageNameOf, usePath } from './navigation.tsx';
import { openPalette } from './palette-state.ts';
import { useUser } from './session.ts';
import { useNow } from './use-now.ts';

/** Search, the state of the feed, the connection and the account. */
export function TopBar() {
  const path = usePath();
  const user = useUser();
  return (
    <header className="top">
      <span className="flex items-center gap-3 text-16 font-semibold tracking-tight md:hidden">
        <Logo />
        {pageNameOf(path)}
      </span>
      <button type="button" className="seek" onClick={() => openPalette()}>
        <Search className="icon-small" aria-hidden="true" />
        <span className="seek-words">Search or type a command</span>
        <KeyHint keys={['Mod', 'K']} />
      </button>
      <span className="ml-auto flex items-center gap-2">
        {user?.is_demo && <Badge tone="accent">Demo data</Badge>}
        <FeedState />
        <ConnectionPill />
        <AccountMenu />
      </span>
    </header>
  );
}

const feedWords = { live: 'Feed live', delayed: 'Feed delayed', stale: 'Feed late', closed: 'Markets closed' };
const feedDots = { live: 'bg-ok', delayed: 'bg-warn', stale: 'bg-warn', closed: 'bg-muted' };
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'America/New_York' });
const CLOCK_MS = 10_000;

/** What the provider of prices says of itself, and the time in New York. */
function FeedState() {
  const { feed, phase } = useConnection();
  const now_ms = useNow(CLOCK_MS);
  // What the feed said before the connection was lost says nothing about now.
  if (feed === null || (phase !== 'live' && phase !== 'paused')) return null;
  return (
    <span className="session">
      <span className={`dot ${feedDots[feed]}`} />
      <b>{feedWords[feed]}</b>
      <span className="session-more">{clock.format(now_ms)} ET</span>
    </span>
  );
}
