import { Link, useNavigate } from '@tanstack/react-router';
import {
  Boxes,
  CircleHelp,
  Ellipsis,
  Inbox,
  Layers,
  LogOut,
  Moon,
  ReceiptText,
  ShieldCheck,
  SlidersHorizontal,
  Sun,
} from 'lucide-react';
import { useUnread } from '../features/notifications/live/use-news.ts';
import { UnreadMark } from '../features/notifications/unread-mark.tsx';
import { call } from '../lib/api.ts';
import { messageOf } from '../lib/problems.ts';
import { changePerson } from '../lib/queries/identity.ts';
import { Avatar, initialsOf } from '../ui/avatar.tsx';
import { Badge } from '../ui/badge.tsx';
import { Menu, MenuItem, MenuLine, MenuLink } from '../ui/menu.tsx';
import { notifyError } from '../ui/toast.tsx';
import { setPreference, shownTheme, usePreferences } from './preferences.ts';
import { queryClient } from './query-client.ts';
import { useUser } from './session.ts';

/** The person's initials; behind them what concerns the account. */
export function AccountMenu() {
  const user = useUser();
  if (!user) return null;
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="avatar-button rounded-full"
          aria-label={`${initialsOf(user.name || user.email)}, your account`}
        >
          <Avatar name={user.name || user.email} />
        </button>
      }
    >
      <AccountItems />
    </Menu>
  );
}

/** The same on a phone, as the last tab. */
export function MoreMenu() {
  const unread = useUnread();
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="tab-bar-item">
          <span className="relative">
            <Ellipsis aria-hidden="true" />
            <UnreadMark unread={unread} />
          </span>
          More
          {unread > 0 && <span className="unseen">, {unread} notifications unread</span>}
        </button>
      }
    >
      <MenuLink icon={<Inbox aria-hidden="true" />} link={<Link to="/notifications" />}>
        Notifications{unread > 0 && `, ${unread} unread`}
      </MenuLink>
      <MenuLink icon={<Boxes aria-hidden="true" />} link={<Link to="/inventory" />}>
        Inventory
      </MenuLink>
      <MenuLink icon={<ReceiptText aria-hidden="true" />} link={<Link to="/orders" />}>
        Orders
      </MenuLink>
      <MenuLine />
      <AccountItems />
    </Menu>
  );
}

function AccountItems() {
  const user = useUser();
  const { theme } = usePreferences();
  const navigate = useNavigate();
  const other = shownTheme() === 'dark' ? 'light' : 'dark';
  if (!user) return null;
  return (
    <>
      <div className="flex items-center gap-2 px-2 py-1.5">
        <div className="min-w-0 grow">
          <div className="truncate font-medium">{user.name || user.email}</div>
          {user.name !== '' && <div className="truncate text-12 text-muted">{user.email}</div>}
        </div>
        <Badge tone={user.is_demo ? 'accent' : 'line'}>{user.is_demo ? 'Demo data' : tierName(user.tier)}</Badge>
      </div>
      <MenuLine />
      <MenuLink icon={<SlidersHorizontal aria-hidden="true" />} link={<Link to="/settings" />}>
        Settings
      </MenuLink>
      {user.role === 'admin' && (
        <MenuLink icon={<ShieldCheck aria-hidden="true" />} link={<Link to="/admin/users" />}>
          Administration
        </MenuLink>
      )}
      <MenuLink icon={<Layers aria-hidden="true" />} link={<Link to="/plans" />}>
        Plans
      </MenuLink>
      <MenuLink icon={<CircleHelp aria-hidden="true" />} link={<Link to="/help" />}>
        Help
      </MenuLink>
      <MenuItem
        key={theme}
        icon={other === 'dark' ? <Moon aria-hidden="true" /> : <Sun aria-hidden="true" />}
        onSelect={() => setPreference('theme', other)}
      >
        {other === 'dark' ? 'Dark theme' : 'Light theme'}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => void signOut(() => navigate({ to: '/' }))}>
        Sign out
      </MenuItem>
    </>
  );
}

/** Ends the session and forgets everything that belonged to it, then leaves. */
export async function signOut(leave: () => Promise<void>): Promise<void> {
  try {
    await stopPush();
    await call('signOut');
  } catch (error) {
    notifyError('You are still signed in', messageOf(error));
    return;
  }
  changePerson(queryClient, null);
  await leave();
}

/** What is told to the one must not appear to the next; where that fails, signing out does not. */
async function stopPush(): Promise<void> {
  const { turnPushOff } = await import('../features/notifications/push/this-browser.ts');
  await turnPushOff().catch(() => undefined);
}

function tierName(tier: string): string {
  return tier.charAt(0).toUpperCase() + tier.slice(1);
}
