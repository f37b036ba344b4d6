import { useState } from 'react';
import { formatDate, formatExchangeTime } from '../../lib/format/time.ts';
import type { DeliveryView } from '../../lib/queries/notifications.ts';
import { Button } from '../../ui/button.tsx';
import { DeliveryDialog } from '../notifications/delivery/delivery-dialog.tsx';
import { DeliveryState } from '../notifications/delivery/delivery-state.tsx';
import { channelNames } from '../notifications/delivery/words.ts';
import '../notifications/delivery/delivery.css';

interface DeliveryTableProps {
  readonly deliveries: readonly DeliveryView[];
  readonly onReplay: (delivery: DeliveryView) => void;
}

/** Deliveries of every account with what went wrong. */
export function DeliveryTable({ deliveries, onReplay }: DeliveryTableProps) {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <div className="card overflow-hidden">
      <table className="admin-table">
        <thead>
          <tr>
            <th scope="col" className="w-32 max-md:hidden">
              When
            </th>
            <th scope="col">What</th>
            <th scope="col" className="w-56 max-md:hidden">
              Where
            </th>
            <th scope="col" className="w-44 max-md:w-28">
              State
            </th>
            <th scope="col" className="w-32 max-md:w-24">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              onOpen={() => setOpened(delivery.id)}
              onReplay={() => onReplay(delivery)}
            />
          ))}
        </tbody>
      </table>
      {opened !== null && <DeliveryDialog everybody id={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

interface DeliveryRowProps {
  readonly delivery: DeliveryView;
  readonly onOpen: () => void;
  readonly onReplay: () => void;
}

function DeliveryRow({ delivery, onOpen, onReplay }: DeliveryRowProps) {
  const { created_at, title, channel, target, status, last_error, attempts, attempts_max } = delivery;
  const words = status === 'failed' ? 'Send again' : 'Send now';
  return (
    <tr>
      <td className="max-md:hidden">
        <time dateTime={created_at}>
          {formatDate(created_at, 'UTC')}
          <span className="block text-12 text-muted">{formatExchangeTime(created_at, null)}</span>
        </time>
      </td>
      <td>
        <button type="button" className="text-left font-medium hover:underline" onClick={onOpen}>
          {title}
        </button>
        {last_error !== null && <span className="block text-12 text-danger">{last_error}</span>}
        <span className="block text-12 text-muted md:hidden">
          {channelNames[channel]} to {target}
        </span>
      </td>
      <td className="max-md:hidden">
        {target}
        <span className="block text-12 text-muted">{channelNames[channel]}</span>
      </td>
      <td>
        <DeliveryState delivery={delivery} />
        <span className="tabular block text-12 text-muted">
          {attempts} of {attempts_max} tries
        </span>
      </td>
      <td className="text-right">
        {(status === 'failed' || status === 'pending') && (
          <Button size="small" onClick={onReplay} aria-label={`${words}: ${title} to ${target}`}>
            {words}
          </Button>
        )}
      </td>
    </tr>
  );
}
