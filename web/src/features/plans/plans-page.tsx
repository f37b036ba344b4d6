import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { useUser } from '../../app/session.ts';
import { formatInterval, formatWhole } from '../../lib/format/number.ts';
import { messageOf } from '../../lib/problems.ts';
import { tiersQuery } from '../../lib/queries/identity.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';

type TierRow = ReplyOf<'listTiers'>[number];

/** What each plan may do, as the server enforces it. */
export function PlansPage() {
  useTitle('Plans');
  const { data, error, isPending, refetch } = useQuery(tiersQuery);
  const user = useUser();
  const waited = useWaited(isPending);
  return (
    <div className="page max-w-[920px]">
      <h1 className="mb-2">Plans</h1>
      <p className="mb-8 max-w-[64ch] text-14 text-muted">
        The numbers are those the server holds to. Whoever runs it decides who has which plan.
      </p>
      {error !== null && data === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{messageOf(error)}</p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      )}
      <div className="grid gap-4 md:grid-cols-3">
        {waited && ['visitor', 'standard', 'premium'].map((tier) => <PlanSkeleton key={tier} />)}
        {data?.map((tier) => (
          <Plan
            key={tier.tier}
            tier={tier}
            current={(user?.tier ?? 'anonymous') === tier.tier}
            open={user === null && tier.tier === 'standard'}
          />
        ))}
      </div>
    </div>
  );
}

const sentences: Record<TierRow['tier'], string> = {
  anonymous: 'Look around: search and live prices, without an account.',
  standard: 'For following what you care about.',
  premium: 'For long lists and prices as they come.',
};

interface PlanProps {
  readonly tier: TierRow;
  readonly current: boolean;
  /** Whether a visitor gets it by signing up. */
  readonly open: boolean;
}

function Plan({ tier, current, open }: PlanProps) {
  const id = `plan-${tier.tier}`;
  return (
    <section aria-labelledby={id} className="card flex flex-col p-5">
      <header className="mb-1 flex min-h-6 items-center gap-2">
        <h2 id={id} className="grow">
          {tier.name}
        </h2>
        {current && <Badge tone="accent">Yours now</Badge>}
      </header>
      <p className="mb-4 min-h-10 text-muted">{sentences[tier.tier]}</p>
      <dl className="flex flex-col">
        {factsOf(tier).map(([name, value]) => (
          <div key={name} className="flex min-h-9 items-center justify-between gap-3 border-t border-hairline">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {open && (
        <Link to="/register" className={`${buttonClass({ tone: 'primary' })} mt-4`}>
          Sign up
        </Link>
      )}
    </section>
  );
}

const channelNames: Record<TierRow['channels'][number], string> = {
  in_app: 'app',
  email: 'e-mail',
  webhook: 'webhook',
  push: 'push',
};

/** A limit of none is told as a dash. */
function factsOf(tier: TierRow): readonly (readonly [name: string, value: string])[] {
  const count = (value: number) => (value === 0 ? '–' : formatWhole(value));
  return [
    ['Lists', count(tier.watchlists_max)],
    ['Symbols in a list', count(tier.watchlist_items_max)],
    ['Active alerts', count(tier.active_alerts_max)],
    ['Alerts on whole lists', count(tier.list_alerts_max)],
    ['Alerts told by', tier.channels.length === 0 ? '–' : tier.channels.map((name) => channelNames[name]).join(', ')],
    ['New prices at most every', formatInterval(tier.live_interval_ms)],
    ['Symbols live at a time', count(tier.live_symbols_max)],
    ['History', tier.history_days === null ? 'All' : `${formatWhole(tier.history_days)} days`],
    ['API requests a minute', count(tier.requests_per_minute)],
  ];
}

function PlanSkeleton() {
  return (
    <div className="card flex h-72 flex-col gap-4 p-5" aria-hidden="true">
      <Skeleton width={96} />
      <Skeleton width="80%" />
    </div>
  );
}
