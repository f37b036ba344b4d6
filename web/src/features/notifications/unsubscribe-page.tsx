import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { MailX } from 'lucide-react';
import { call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { kindNames } from './delivery/words.ts';
import './inbox/inbox.css';

/** Where the link at the end of a mail leads: one press, since programs that open links must not unsubscribe anybody. */
export function UnsubscribePage() {
  useTitle('Unsubscribe');
  const { token } = useParams({ from: '/either/unsubscribe/$token' });
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: async () => (await call('unsubscribe', { params: { token } })).data,
  });
  return (
    <div className="grid min-h-full place-items-center px-4 py-12">
      <div className="card flex w-full max-w-[440px] flex-col items-start gap-3 p-6">
        <span className="kind-icon" aria-hidden="true">
          <MailX className="icon" />
        </span>
        <h1>{data ? 'No more of these' : 'No more mail like this?'}</h1>
        {data ? (
          <output>
            {data.email} gets no more mail of the kind “{kindNames[data.kind]}”. Everything else stays as it is.
          </output>
        ) : (
          <p className="text-muted">
            You get no more mail of the kind that led you here. Your inbox and everything else stay as they are.
          </p>
        )}
        {error !== null && (
          <p role="alert" className="text-danger">
            {messageOf(error)}
          </p>
        )}
        <div className="mt-1 flex flex-wrap gap-2">
          {!data && (
            <Button tone="primary" busy={isPending} onClick={() => mutate()}>
              Unsubscribe
            </Button>
          )}
          <Link to="/settings/notifications" className={buttonClass()}>
            Notification settings
          </Link>
        </div>
      </div>
    </div>
  );
}
