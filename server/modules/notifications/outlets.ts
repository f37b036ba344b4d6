import type { Platform } from '../../platform/platform.ts';
import { emailOutlet } from './mail/email-outlet.ts';
import type { Outlet } from './senders/sender.ts';

/** Every channel that leaves the app. */
export function createOutlets(platform: Platform): Outlet[] {
  return [emailOutlet(platform)];
}
