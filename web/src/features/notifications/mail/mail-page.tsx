import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Mail } from 'lucide-react';
import { useNow } from '../../../app/use-now.ts';
import { ApiError } from '../../../lib/api.ts';
import { formatAgo } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { keptMailsQuery } from '../../../lib/queries/notifications.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { classNames } from '../../../ui/class-names.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { MailView } from './mail-view.tsx';
import './mail.css';

type Mails = readonly { readonly id: string; readonly to: string; readonly subject: string; readonly at: string }[];

/** Mails that this server keeps instead of sending: what people would have received. */
export function MailPage() {
  useTitle('Mail');
  const { id } = useSearch({ from: '/app/dev/mail' });
  const { data, error, isPending } = useQuery(keptMailsQuery);
  const waited = useWaited(isPending);
  if (error !== null && data === undefined) return <NoMails error={error} />;
  if (data?.length === 0)
    return (
      <EmptyState icon={<Mail className="icon" aria-hidden="true" />} title="No mail yet">
        What this server would send is kept here, since no mail server is set up.
      </EmptyState>
    );
  return (
    <>
      <h1 className="unseen">Mail</h1>
      <div className="mails" data-open={id === undefined ? undefined : true}>
        <section className="mails-list" aria-label="Mails">
          <header className="mails-bar">
            <span className="text-16 font-semibold" aria-hidden="true">
              Mail
            </span>
            <span className="text-muted">Kept here, not sent</span>
          </header>
          {waited && <Skeleton width="60%" />}
          <MailList mails={data ?? []} opened={id} />
        </section>
        <section className="mails-reading" aria-label="The mail">
          {id !== undefined && (
            <Link
              to="/dev/mail"
              search={{ id: undefined }}
              className="link flex items-center gap-2 px-4 py-3 md:hidden"
            >
              <ArrowLeft className="icon" aria-hidden="true" />
              All mails
            </Link>
          )}
          {id === undefined ? (
            <p className="m-auto text-muted">Choose a mail to read it.</p>
          ) : (
            <MailView key={id} id={id} />
          )}
        </section>
      </div>
    </>
  );
}

function MailList({ mails, opened }: { readonly mails: Mails; readonly opened: string | undefined }) {
  const now_ms = useNow(30_000);
  return (
    <ul className="min-h-0 grow overflow-auto">
      {mails.map(({ id, to, subject, at }) => (
        <li key={id}>
          <Link
            to="/dev/mail"
            search={{ id }}
            className={classNames('mail-line', id === opened && 'mail-line-open')}
            {...(id === opened && { 'aria-current': 'true' as const })}
          >
            <span className="flex items-baseline justify-between gap-3">
              <span className="truncate font-medium">{subject}</span>
              <time className="flex-none text-12 text-muted" dateTime={at}>
                {formatAgo(at, now_ms)}
              </time>
            </span>
            <span className="block truncate text-12 text-muted">{to}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NoMails({ error }: { readonly error: Error }) {
  const sends = error instanceof ApiError && error.has('mail_not_kept');
  return (
    <EmptyState
      icon={<Mail className="icon" aria-hidden="true" />}
      title={sends ? 'Mail is sent, not kept' : 'The mails could not be read'}
    >
      {sends ? 'A mail server is set up, so look into your own mailbox.' : messageOf(error)}
    </EmptyState>
  );
}
