import { Checkbox } from '@base-ui/react/checkbox';
import { Link } from '@tanstack/react-router';
import { Check, Inbox, Lock, Mail, Smartphone, Webhook } from 'lucide-react';
import type { Channel, NotificationKind, PreferencesView } from '../../../lib/queries/notifications.ts';
import { useChangePreferences } from './use-preferences.ts';
import { usePlanChannels } from './use-plan-channels.ts';
import { channelNames, kindHints, kindNames } from './words.ts';

const icons = { in_app: Inbox, email: Mail, push: Smartphone, webhook: Webhook } as const;
const channels = ['in_app', 'email', 'push', 'webhook'] as const satisfies readonly Channel[];
const kinds = Object.keys(kindNames) as NotificationKind[];

/** What is told where. A channel that the plan does not have is locked, and says so. */
export function ChannelMatrix({ preferences }: { readonly preferences: PreferencesView }) {
  const has = usePlanChannels();
  const locked = channels.filter((channel) => !has(channel));
  return (
    <div>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">What</span>
            </th>
            {channels.map((channel) => {
              const Icon = icons[channel];
              return (
                <th key={channel} scope="col">
                  <Icon className="icon" aria-hidden="true" />
                  {channelNames[channel]}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">
                {kindNames[kind]}
                <span className="matrix-hint">{kindHints[kind]}</span>
              </th>
              {channels.map((channel) => (
                <td key={channel}>
                  {has(channel) ? (
                    <Cell kind={kind} channel={channel} checked={preferences.kinds[kind][channel]} />
                  ) : (
                    <LockedCell channel={channel} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {locked.length > 0 && (
        <p className="mt-2 flex items-center gap-1.5 text-12 text-muted">
          <Lock className="icon-small" aria-hidden="true" />
          <span>
            {locked.map((channel) => channelNames[channel]).join(' and ')} {locked.length === 1 ? 'comes' : 'come'} with
            Premium.{' '}
            <Link to="/plans" className="link">
              Compare plans
            </Link>
          </span>
        </p>
      )}
    </div>
  );
}

interface CellProps {
  readonly kind: NotificationKind;
  readonly channel: Channel;
  readonly checked: boolean;
}

function Cell({ kind, channel, checked }: CellProps) {
  const change = useChangePreferences();
  return (
    <span className="matrix-cell">
      <Checkbox.Root
        className="checkbox"
        aria-label={`${kindNames[kind]}: ${channelNames[channel]}`}
        checked={checked}
        onCheckedChange={(next) => change({ kinds: { [kind]: { [channel]: next } } })}
      >
        <Checkbox.Indicator render={<Check aria-hidden="true" />} />
      </Checkbox.Root>
    </span>
  );
}

function LockedCell({ channel }: { readonly channel: Channel }) {
  return (
    <span className="matrix-cell text-muted" title={`${channelNames[channel]} comes with Premium`}>
      <Lock className="icon-small" aria-hidden="true" />
      <span className="unseen">Comes with Premium</span>
    </span>
  );
}
