import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Link2, RotateCcw, SearchX, X } from 'lucide-react';
import type { FiringView } from '../../../../../contract/alerts.ts';
import { decimalsOf, formatPrice, formatWhole } from '../../../lib/format/number.ts';
import { messageOf } from '../../../lib/problems.ts';
import { firingQuery } from '../../../lib/queries/alerts.ts';
import { stockQuery } from '../../../lib/queries/market.ts';
import { SimulatedBadge } from '../../../ui/badge.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { Stat } from '../../../ui/stat.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { openAlertForm } from '../alert-request.ts';
import { resumeAlert } from '../change-alerts.ts';
import { draftOf, emptyDraft } from '../form/draft.ts';
import { useAlerts } from '../use-alerts.ts';
import { firedText, ruleText, tookText } from '../words.ts';
import { AuditChart } from './audit-chart.tsx';
import { Timeline } from './timeline.tsx';
import { exactTime, longTime } from './times.ts';
import './audit.css';

interface AuditPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** Why an alert fired: the print, the one before it, the rule, and how long each step took. */
export function AuditPanel({ id, onClose }: AuditPanelProps) {
  const { data, error, refetch } = useQuery(firingQuery(id));
  return (
    <>
      <div className="pane-bar pr-2">
        <h2 className="grow text-13 tracking-normal">Why it fired</h2>
        <IconButton label="Copy the link" small onClick={() => void copyLink()}>
          <Link2 className="icon" aria-hidden="true" />
        </IconButton>
        <IconButton label="Close" keys={['Esc']} small onClick={onClose}>
          <X className="icon" aria-hidden="true" />
        </IconButton>
      </div>
      {data && <Audit firing={data} />}
      {!data && error === null && <Loading />}
      {!data && error !== null && (
        <EmptyState
          icon={<SearchX className="icon" aria-hidden="true" />}
          title="This firing could not be read"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {messageOf(error)}
        </EmptyState>
      )}
    </>
  );
}

function Loading() {
  const waited = useWaited(true);
  return (
    <div className="audit-body" aria-busy="true">
      {waited && [220, 180, 320, 260].map((width) => <Skeleton key={width} width={width} />)}
    </div>
  );
}

function Audit({ firing }: { readonly firing: FiringView }) {
  const { stock_symbol, price, print_at, recorded_at } = firing;
  const stock = useQuery(stockQuery(stock_symbol)).data;
  const decimals = stock?.price_decimals ?? decimalsOf(price);
  const zone_of = stock?.exchange ?? null;
  const took = tookText(Date.parse(recorded_at) - Date.parse(print_at));
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <section className="audit-body" tabIndex={0} aria-label="The firing">
        <div>
          <h3 className="text-16 leading-6">
            {stock_symbol} {firedText(firing, price, decimals)}
          </h3>
          <p className="text-muted">
            <time dateTime={print_at}>{longTime(print_at, zone_of)}</time> · in your inbox after {took}
          </p>
        </div>
        <AuditChart firing={firing} decimals={decimals} mic={zone_of} />
        <Print firing={firing} decimals={decimals} mic={zone_of} />
        <Timeline firing={firing} mic={zone_of} />
      </section>
      <AuditFoot firing={firing} />
    </>
  );
}

interface PrintProps {
  readonly firing: FiringView;
  readonly decimals: number;
  readonly mic: string | null;
}

function Print({ firing, decimals, mic }: PrintProps) {
  const { price, currency, size, previous_price, previous_at, and, crossings, arming, simulated, source } = firing;
  const before = previous_price === null ? '—' : formatPrice(previous_price, decimals) + atTime(previous_at, mic);
  return (
    <section className="audit-print" aria-label="The print">
      <div className="audit-section-head">
        <h4>The print</h4>
        {simulated && <SimulatedBadge />}
      </div>
      <dl>
        <Stat label="Price">
          {formatPrice(price, decimals)} {currency}
        </Stat>
        <Stat label="Size">{size === 0 ? '—' : formatWhole(size)}</Stat>
        <Stat label="Before it">{before}</Stat>
        <Stat label="Rule">{ruleText(firing, decimals)}</Stat>
        {and && <Stat label="And">{ruleText(and, decimals)}</Stat>}
        {crossings > 1 && <Stat label="Times since last told">{crossings}</Stat>}
        <Stat label="Source">{source.charAt(0).toUpperCase() + source.slice(1)}</Stat>
        <Stat label="Arming">{formatWhole(arming)}</Stat>
      </dl>
    </section>
  );
}

function atTime(moment: string | null, mic: string | null): string {
  return moment === null ? '' : ` at ${exactTime(moment, mic)}`;
}

function AuditFoot({ firing }: { readonly firing: FiringView }) {
  const alert = useAlerts().find(({ id }) => id === firing.alert_id);
  const again = () => {
    if (alert?.status === 'triggered') void resumeAlert(alert);
    else openAlertForm({ kind: 'new', symbol: firing.stock_symbol, draft: alert ? draftOf(alert) : draftFrom(firing) });
  };
  return (
    <div className="audit-foot">
      {alert?.status !== 'active' && (
        <Button size="small" onClick={again}>
          <RotateCcw className="icon-small" aria-hidden="true" />
          Set again
        </Button>
      )}
      {alert?.status === 'active' && <span className="px-1 text-12 text-muted">Still watching</span>}
      <Link
        to="/s/$symbol"
        params={{ symbol: firing.stock_symbol }}
        className={buttonClass({ tone: 'ghost', size: 'small' })}
      >
        Open chart
      </Link>
    </div>
  );
}

/** The rule of a firing whose alert is gone. */
function draftFrom(firing: FiringView) {
  return {
    ...emptyDraft,
    condition: {
      ...emptyDraft.condition,
      type: firing.condition_type,
      value: firing.threshold_value ?? '',
      upper: firing.threshold_upper ?? '',
      basis: firing.basis ?? emptyDraft.condition.basis,
      minutes: String(firing.window_minutes ?? emptyDraft.condition.minutes),
      days: String(firing.window_days ?? emptyDraft.condition.days),
    },
  };
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    notify('Link copied');
  } catch {
    notifyError('The browser does not allow copying', 'Copy the address of this page by hand.');
  }
}
