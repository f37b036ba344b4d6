import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Smartphone } from 'lucide-react';
import { useNow } from '../../../app/use-now.ts';
import { useUser } from '../../../app/session.ts';
import { call, OfflineError, ApiError } from '../../../lib/api.ts';
import { formatAgo, formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type PushBrowser, pushBrowsersQuery } from '../../../lib/queries/notifications.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { clientName } from '../../settings/client-name.ts';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { usePlanChannels } from '../delivery/use-plan-channels.ts';
import { pushState, type PushState, turnPushOff, turnPushOn } from './this-browser.ts';

const LEAD = 'Messages of the system, also while no page of Omni-Stock is open.';
const HERE = ['notifications', 'push-here'] as const;

/** Which browsers are told, this one among them. */
export function PushSection() {
  const user = useUser();
  const allowed = usePlanChannels()('push');
  return (
    <SettingsSection id="push" title="Push" lead={LEAD}>
      {user?.is_demo ? (
        <p className="text-muted">The demo account reaches no browsers. Sign up to be told in this one.</p>
      ) : (
        <>
          {!allowed && (
            <p className="text-muted">
              Push comes with Premium.{' '}
              <Link to="/plans" className="link">
                Compare plans
              </Link>
            </p>
          )}
          {allowed && <ThisBrowser />}
          <Browsers />
        </>
      )}
    </SettingsSection>
  );
}

/** The switch of this browser. The permission is asked for at the press, and never before. */
function ThisBrowser() {
  const queryClient = useQueryClient();
  const { data } = useQuery({ queryKey: HERE, queryFn: pushState, staleTime: 0 });
  const browsers = useQuery(pushBrowsersQuery).data;
  const change = useMutation({
    mutationFn: async (on: boolean): Promise<PushState> => {
      if (on) return turnPushOn();
      await turnPushOff();
      return { state: 'off' };
    },
    onSuccess(state) {
      queryClient.setQueryData(HERE, state);
      if (state.state === 'on') notify('This browser is told');
      else if (state.state === 'off') notify('This browser is told nothing');
    },
    onError: (error) => notifyError('Push was not changed', whyNot(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: pushBrowsersQuery.queryKey }),
  });
  if (data === undefined) return null;
  const listed = data.state === 'on' && (browsers?.some(({ id }) => id === data.id) ?? true);
  if (data.state === 'unsupported') return <p className="text-muted">This browser knows no push.</p>;
  if (data.state === 'install')
    return (
      <p className="text-muted">
        On an iPhone or iPad, add Omni-Stock to the home screen first (Share, Add to Home Screen), and open it from
        there.
      </p>
    );
  if (data.state === 'denied') return <Denied />;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button busy={change.isPending} onClick={() => change.mutate(!listed)}>
        {listed ? 'Stop telling this browser' : 'Tell this browser'}
      </Button>
      {listed ? <Badge tone="ok">On</Badge> : <span className="text-muted">Your browser asks for permission.</span>}
    </div>
  );
}

function Denied() {
  return (
    <div className="rounded-control bg-surface px-3 py-2">
      <p className="font-medium">This browser does not let us</p>
      <p className="text-muted">
        Notifications of this site are blocked. Open the site settings at the left end of the address bar, set
        Notifications to Allow, and reload this page.
      </p>
    </div>
  );
}

function Browsers() {
  const { data, error } = useQuery(pushBrowsersQuery);
  const here = useQuery({ queryKey: HERE, queryFn: pushState, staleTime: 0 }).data;
  if (error !== null && data === undefined) return <p role="alert">{messageOf(error)}</p>;
  if (data === undefined || data.length === 0) return null;
  return (
    <ul className="card overflow-hidden" aria-label="Browsers that are told">
      {data.map((browser) => (
        <BrowserRow key={browser.id} browser={browser} here={here?.state === 'on' && here.id === browser.id} />
      ))}
    </ul>
  );
}

function BrowserRow({ browser, here }: { readonly browser: PushBrowser; readonly here: boolean }) {
  const now_ms = useNow(60_000);
  const queryClient = useQueryClient();
  const name = clientName(browser.client);
  const remove = useMutation({
    mutationFn: async () => {
      if (here) await turnPushOff();
      else await call('removePushSubscription', { params: { id: browser.id } });
    },
    onSuccess: () => notify(`${name} is told nothing`),
    onError: (error) => notifyError('Nothing was removed', messageOf(error)),
    onSettled: () =>
      Promise.all([HERE, pushBrowsersQuery.queryKey].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-hairline px-4 py-2 last:border-b-0">
      <Smartphone className="icon text-muted" aria-hidden="true" />
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-12 text-muted">
          Since {formatDate(browser.created_at)}
          {browser.last_used_at !== null && `, last told ${formatAgo(browser.last_used_at, now_ms)}`}
        </span>
      </span>
      {here && <Badge tone="ok">This one</Badge>}
      <Button size="small" busy={remove.isPending} onClick={() => remove.mutate()} aria-label={`Remove ${name}`}>
        Remove
      </Button>
    </li>
  );
}

/** What a browser refuses, it says in words of its own. */
function whyNot(error: unknown): string {
  if (error instanceof ApiError || error instanceof OfflineError) return messageOf(error);
  return 'The browser could not reach its push service. Try again later, or use another browser.';
}
