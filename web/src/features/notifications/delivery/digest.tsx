import type { PreferencesView } from '../../../lib/queries/notifications.ts';
import { Segments } from '../../../ui/segments.tsx';
import { TimeField } from './quiet-hours.tsx';
import { useChangePreferences, withZone } from './use-preferences.ts';

const words = {
  off: 'Each message is sent as it happens.',
  hourly: 'E-mail is gathered and sent once an hour.',
  daily: 'E-mail is gathered and sent once a day.',
} as const;

/** Whether mail comes one by one or gathered. */
export function Digest({ preferences }: { readonly preferences: PreferencesView }) {
  const change = useChangePreferences();
  const { digest, digest_at } = preferences;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <span className="min-w-0">
          <span className="block font-medium">Digest</span>
          <span className="block text-12 text-muted">{words[digest]}</span>
        </span>
        <Segments
          label="Digest"
          value={digest}
          options={[
            { value: 'off', label: 'Off' },
            { value: 'hourly', label: 'Hourly' },
            { value: 'daily', label: 'Daily' },
          ]}
          onChange={(next) => change(withZone(preferences, { digest: next }))}
        />
      </div>
      {digest === 'daily' && (
        <div className="max-w-32">
          <TimeField
            label="Sent at"
            value={digest_at}
            onChange={(at) => change(withZone(preferences, { digest_at: at }))}
          />
        </div>
      )}
    </div>
  );
}
