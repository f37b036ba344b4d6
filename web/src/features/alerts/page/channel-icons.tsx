import { Inbox, Mail, Smartphone, Webhook } from 'lucide-react';
import type { AlertChannel } from '../../../../../contract/alerts.ts';
import { channelNames } from '../../notifications/delivery/words.ts';

const icons = { in_app: Inbox, email: Mail, push: Smartphone, webhook: Webhook } as const;

/** Where an alert is told. */
export function ChannelIcons({ channels }: { readonly channels: readonly AlertChannel[] }) {
  const names = channels.map((channel) => channelNames[channel]).join(', ');
  return (
    <span className="flex gap-2 text-muted" title={names}>
      {channels.map((channel) => {
        const Icon = icons[channel];
        return <Icon key={channel} className="icon-small" aria-hidden="true" />;
      })}
      <span className="unseen">{names}</span>
    </span>
  );
}
