import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import './settings.css';

/** The way between the pages of settings; it stays in sight, with what is said at its end. */
export function SettingsNav({ children }: { readonly children?: ReactNode }) {
  return (
    <nav className="settings-nav" aria-label="Settings">
      <Link to="/settings" activeOptions={{ exact: true }}>
        Account and appearance
      </Link>
      <Link to="/settings/notifications">Notifications</Link>
      {children !== undefined && <span className="ml-auto flex items-center px-2">{children}</span>}
    </nav>
  );
}
