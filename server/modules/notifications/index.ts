export { createNotifications, type Notifications } from './create-notifications.ts';
export type { Notice } from './notice.ts';
export type { Notify } from './services/notify.ts';
