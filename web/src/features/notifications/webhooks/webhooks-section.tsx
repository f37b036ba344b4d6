import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useUser } from '../../../app/session.ts';
import { messageOf } from '../../../lib/problems.ts';
import { webhooksQuery } from '../../../lib/queries/notifications.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { usePlanChannels } from '../delivery/use-plan-channels.ts';
import { AddWebhook } from './add-webhook.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { WebhookCard } from './webhook-card.tsx';

const LEAD = 'Messages to a chat or to a program of yours, the moment something happens.';

/** Where programs are told. */
export function WebhooksSection() {
  const user = useUser();
  const allowed = usePlanChannels()('webhook');
  return (
    <SettingsSection id="webhooks" title="Webhooks" lead={LEAD}>
      {user?.is_demo ? (
        <p className="text-muted">The demo account calls no addresses. Sign up to add one of yours.</p>
      ) : (
        <>
          {!allowed && (
            <p className="text-muted">
              Webhooks come with Premium.{' '}
              <Link to="/plans" className="link">
                Compare plans
              </Link>
            </p>
          )}
          <WebhookList can_add={allowed} />
        </>
      )}
    </SettingsSection>
  );
}

function WebhookList({ can_add }: { readonly can_add: boolean }) {
  const { data, error, isPending, refetch } = useQuery(webhooksQuery);
  const waited = useWaited(isPending);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<{ name: string; secret: string; renewed: boolean } | null>(null);
  return (
    <>
      {waited && <Skeleton width="60%" />}
      {error !== null && data === undefined && (
        <p role="alert">
          {messageOf(error)}{' '}
          <button type="button" className="link" onClick={() => void refetch()}>
            Try again
          </button>
        </p>
      )}
      {data && data.length > 0 && (
        <ul className="flex flex-col gap-4">
          {data.map((webhook) => (
            <WebhookCard
              key={webhook.id}
              webhook={webhook}
              onSecret={(secret) => setShown({ name: webhook.name, secret, renewed: true })}
            />
          ))}
        </ul>
      )}
      {data?.length === 0 && can_add && (
        <p className="flex items-center gap-2 text-muted">
          <Webhook className="icon" aria-hidden="true" />
          None yet. Slack, Discord, Telegram and ntfy take a minute.
        </p>
      )}
      {can_add && (
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={() => setAdding(true)}>
            <Plus className="icon" aria-hidden="true" />
            Add webhook
          </Button>
          <a href="/docs" className={buttonClass({ tone: 'ghost' })}>
            What is sent
          </a>
        </div>
      )}
      {adding && (
        <AddWebhook
          onClose={() => setAdding(false)}
          onAdded={({ name, secret, preset }) => {
            setAdding(false);
            // Known services check no signature: there is nothing to keep.
            if (preset === 'standard') setShown({ name, secret, renewed: false });
          }}
        />
      )}
      {shown !== null && <SecretDialog {...shown} onClose={() => setShown(null)} />}
    </>
  );
}
