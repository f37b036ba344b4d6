import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { messageOf } from '../../../lib/problems.ts';
import { preferencesQuery } from '../../../lib/queries/notifications.ts';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { BouncedBanner } from './bounced-banner.tsx';
import { ChannelMatrix } from './channel-matrix.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { Digest } from './digest.tsx';
import { QuietHours } from './quiet-hours.tsx';
import { SavedState } from './saved-state.tsx';
import './delivery.css';

/** Beside the inbox: how one is told, and how that goes. */
export function DeliveryPane() {
  const { data, error, isPending } = useQuery(preferencesQuery);
  const waited = useWaited(isPending);
  return (
    <section className="delivery-pane" aria-labelledby="delivery-title">
      <header className="inbox-bar">
        <h2 id="delivery-title">Delivery</h2>
        <span className="grow" />
        <SavedState />
        <Link to="/settings/notifications" className="link">
          All settings
        </Link>
      </header>
      <div className="delivery-body">
        {waited && <Skeleton width="70%" />}
        {error !== null && data === undefined && (
          <p role="alert" className="py-4">
            {messageOf(error)}
          </p>
        )}
        {data?.email_bounced && (
          <section aria-label="Mail came back">
            <BouncedBanner bounced={data.email_bounced} />
          </section>
        )}
        {data && (
          <>
            <section aria-label="Channels">
              <h3 className="mb-1">Channels</h3>
              <ChannelMatrix preferences={data} />
            </section>
            <section aria-label="Quiet hours">
              <QuietHours preferences={data} />
            </section>
            <section aria-label="Digest">
              <Digest preferences={data} />
            </section>
          </>
        )}
        <section aria-label="Deliveries">
          <h3 className="mb-2">Deliveries</h3>
          <DeliveryLog filter={{ limit: 8 }} named empty="Nothing was sent by mail, webhook or push yet." />
        </section>
      </div>
    </section>
  );
}
