import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useUser } from '../../app/session.ts';
import { ApiError } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { keptMailsQuery, preferencesQuery } from '../../lib/queries/notifications.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { SettingsSection } from '../settings/settings-section.tsx';
import { BouncedBanner } from './delivery/bounced-banner.tsx';
import { ChannelMatrix } from './delivery/channel-matrix.tsx';
import { DeliveryLog } from './delivery/delivery-log.tsx';
import { Digest } from './delivery/digest.tsx';
import { QuietHours } from './delivery/quiet-hours.tsx';
import { SavedState } from './delivery/saved-state.tsx';
import { PushSection } from './push/push-section.tsx';
import { WebhooksSection } from './webhooks/webhooks-section.tsx';
import './delivery/delivery.css';

/** How the person wants to be told, and where. */
export function NotificationSettingsPage() {
  useTitle('Notification settings');
  const { data, error, isPending, refetch } = useQuery(preferencesQuery);
  const waited = useWaited(isPending);
  return (
    <div className="page max-w-[920px]">
      <h1 className="mb-4 max-md:sr-only">Settings</h1>
      <SettingsNav>
        <SavedState />
      </SettingsNav>
      {waited && <Skeleton width="50%" />}
      {error !== null && data === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{messageOf(error)}</p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      )}
      {data?.email_bounced && (
        <div className="mb-4">
          <BouncedBanner bounced={data.email_bounced} />
        </div>
      )}
      {data && (
        <>
          <SettingsSection
            id="channels"
            title="What is told where"
            lead="It takes effect at once. An alert can be told in fewer places than these, never in more."
          >
            <ChannelMatrix preferences={data} />
          </SettingsSection>
          <SettingsSection id="quiet-hours" title="Quiet hours" lead="So that nothing wakes you.">
            <QuietHours preferences={data} />
          </SettingsSection>
          <SettingsSection id="digest" title="E-mail" lead={<MailAddress />}>
            <Digest preferences={data} />
            <KeptMailsLink />
          </SettingsSection>
        </>
      )}
      <WebhooksSection />
      <PushSection />
      <SettingsSection id="deliveries" title="Deliveries" lead="What was sent to you, and how that went.">
        <DeliveryLog filter={{}} named empty="Nothing was sent by mail, webhook or push yet." />
      </SettingsSection>
    </div>
  );
}

function MailAddress() {
  const user = useUser();
  return <span className="[overflow-wrap:anywhere]">Sent to {user?.email}.</span>;
}

/** Where mails are kept instead of sent, one can read them there. */
function KeptMailsLink() {
  const { data, error } = useQuery({ ...keptMailsQuery, refetchInterval: false });
  if (data === undefined || (error instanceof ApiError && error.has('mail_not_kept'))) return null;
  return (
    <p className="rounded-control bg-surface px-3 py-2">
      This server sends no mail: it keeps what it would send.{' '}
      <Link to="/dev/mail" className="link">
        Read your mail
      </Link>
    </p>
  );
}
