export { InboxPage } from './inbox/inbox-page.tsx';
export { NotificationSettingsPage } from './settings-page.tsx';
