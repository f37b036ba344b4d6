import { Search } from 'lucide-react';
import { BasketLink } from '../features/basket/basket-link.tsx';
import { Bell } from '../features/notifications/bell.tsx';
import { Badge } from '../ui/badge.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { Logo } from '../ui/logo.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { pageNameOf, usePath } from './navigation.tsx';
import { openPalette } from './palette-state.ts';
import { SessionState } from './session/session-state.tsx';
import { useUser } from './session.ts';

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
        <SessionState />
        <ConnectionPill />
        <BasketLink />
        <Bell />
        <AccountMenu />
      </span>
    </header>
  );
}
