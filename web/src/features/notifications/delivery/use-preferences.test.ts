import { describe, expect, it } from 'vitest';
import type { PreferencesView } from '../../../lib/queries/notifications.ts';
import { changed } from './use-preferences.ts';

const every = { in_app: true, email: true, webhook: false, push: false };
const preferences: PreferencesView = {
  kinds: {
    alert_fired: every,
    alert_changed: every,
    account: every,
    delivery: every,
    low_stock: every,
    purchase: every,
    sale: every,
  },
  quiet_hours: { enabled: false, from: '22:00', to: '07:00' },
  digest: 'off',
  digest_at: '08:00',
  time_zone: 'UTC',
  email_bounced: { at: '2026-11-20T14:18:04.123Z', reason: '550 no such user' },
};

describe('a change of the preferences', () => {
  it('touches what it names and nothing else', () => {
    const after = changed(preferences, { kinds: { alert_fired: { email: false } }, digest: 'daily' });
    expect(after).toEqual({
      ...preferences,
      kinds: { ...preferences.kinds, alert_fired: { ...every, email: false } },
      digest: 'daily',
    });
  });

  it('lets mail be tried again after it came back', () => {
    expect(changed(preferences, { retry_email: true }).email_bounced).toBeNull();
  });
});
