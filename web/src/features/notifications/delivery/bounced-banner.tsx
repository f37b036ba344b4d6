import { useUser } from '../../../app/session.ts';
import { formatDate } from '../../../lib/format/time.ts';
import type { PreferencesView } from '../../../lib/queries/notifications.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { useChangePreferences } from './use-preferences.ts';

/** Mail came back, so none is sent until the person says to try again. */
export function BouncedBanner({ bounced }: { readonly bounced: NonNullable<PreferencesView['email_bounced']> }) {
  const user = useUser();
  const change = useChangePreferences();
  return (
    <div className="overflow-hidden rounded-control">
      <Banner
        action={
          <Button size="small" onClick={() => change({ retry_email: true })}>
            Try again
          </Button>
        }
      >
        Mail to {user?.email} came back on {formatDate(bounced.at)}, so no more is sent.{' '}
        <span className="text-muted [overflow-wrap:anywhere]">{bounced.reason}</span>
      </Banner>
    </div>
  );
}
