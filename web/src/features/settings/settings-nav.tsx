import { Link } from '@tanstack/react-router';
import './settings.css';

/** The way between the pages of settings. */
export function SettingsNav() {
  return (
    <nav className="settings-nav" aria-label="Settings">
      <Link to="/settings" activeOptions={{ exact: true }}>
        Account and appearance
      </Link>
      <Link to="/settings/notifications">Notifications</Link>
    </nav>
  );
}
