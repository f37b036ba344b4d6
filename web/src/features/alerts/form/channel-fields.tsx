import { Link } from '@tanstack/react-router';
import type { AlertChannel } from '../../../../../contract/alerts.ts';
import { Checkbox } from '../../../ui/choices.tsx';
import { channelNames } from '../../notifications/delivery/words.ts';
import { usePlanChannels } from '../../notifications/delivery/use-plan-channels.ts';
import { closeAlertForm } from '../alert-request.ts';
import type { AlertForm } from './use-alert-form.ts';

const channels = ['in_app', 'email', 'push', 'webhook'] as const satisfies readonly AlertChannel[];

/** Where it is told; what the plan does not have is there to be seen, and not to be chosen. */
export function ChannelFields({ form }: { readonly form: AlertForm }) {
  const { draft, problems, change } = form;
  const has = usePlanChannels();
  const without = channels.filter((channel) => !has(channel));
  const set = (channel: AlertChannel, wanted: boolean) =>
    change({
      channels: channels.filter((other) => (other === channel ? wanted : draft.channels.includes(other))),
    });
  return (
    <fieldset className="field">
      <legend className="field-label mb-1.5">Tell me by</legend>
      <div className="alert-channels">
        {channels.map((channel) => (
          <Checkbox
            key={channel}
            label={<span className={has(channel) ? '' : 'text-muted'}>{channelNames[channel]}</span>}
            checked={draft.channels.includes(channel)}
            disabled={!has(channel) && !draft.channels.includes(channel)}
            onChange={(wanted) => set(channel, wanted)}
          />
        ))}
      </div>
      {problems.channels !== undefined && (
        <p className="field-error" role="alert">
          {problems.channels}
        </p>
      )}
      {without.length > 0 && (
        <p className="field-hint">
          {without.map((channel) => channelNames[channel]).join(' and ')} come with a larger plan.{' '}
          <Link to="/plans" className="link" onClick={closeAlertForm}>
            Compare plans
          </Link>
        </p>
      )}
    </fieldset>
  );
}
