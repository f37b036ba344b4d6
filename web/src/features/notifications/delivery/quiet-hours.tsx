import { useId } from 'react';
import { useNow } from '../../../app/use-now.ts';
import type { PreferencesView } from '../../../lib/queries/notifications.ts';
import { Switch } from '../../../ui/choices.tsx';
import { Field } from '../../../ui/field.tsx';
import { useChangePreferences, withZone } from './use-preferences.ts';
import { ZoneField } from './zone-field.tsx';
import { minuteOfDay, partsOfDay } from './zones.ts';

const MINUTE_MS = 60_000;

/** When only the inbox may be told. */
export function QuietHours({ preferences }: { readonly preferences: PreferencesView }) {
  const change = useChangePreferences();
  const { quiet_hours } = preferences;
  const set = (part: Partial<PreferencesView['quiet_hours']>) =>
    change(withZone(preferences, { quiet_hours: { ...quiet_hours, ...part } }));
  return (
    <div className="flex flex-col gap-3">
      <div className="-mr-2 flex items-center justify-between gap-6">
        <span className="min-w-0">
          <span className="block font-medium">Quiet hours</span>
          <span className="block text-12 text-muted">
            Only the inbox is told between these times. What is held arrives in one message.
          </span>
        </span>
        <Switch
          label={<span className="unseen">Quiet hours</span>}
          checked={quiet_hours.enabled}
          onChange={(enabled) => set({ enabled })}
        />
      </div>
      <DayBar preferences={preferences} />
      <div className="quiet-fields">
        <TimeField label="From" value={quiet_hours.from} onChange={(from) => set({ from })} />
        <TimeField label="To" value={quiet_hours.to} onChange={(to) => set({ to })} />
        <ZoneField zone={preferences.time_zone} onChange={(time_zone) => change({ time_zone })} />
      </div>
    </div>
  );
}

/** The day as a bar: what is quiet in it, and where it has got to. */
function DayBar({ preferences }: { readonly preferences: PreferencesView }) {
  const now_ms = useNow(MINUTE_MS / 2);
  const { quiet_hours, time_zone } = preferences;
  const now = minuteOfDay(now_ms, time_zone);
  return (
    <div aria-hidden="true">
      <div className="day-bar" data-off={!quiet_hours.enabled || undefined}>
        {partsOfDay(quiet_hours.from, quiet_hours.to).map(([start, end]) => (
          <i key={start} style={{ left: `${start * 100}%`, right: `${(1 - end) * 100}%` }} />
        ))}
        {now !== null && <b style={{ left: `${(now / 1440) * 100}%` }} />}
      </div>
      <div className="day-hours tabular">
        {['00', '06', '12', '18', '24'].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of day; it is taken over when it is whole and one leaves it, not at every digit. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const id = useId();
  return (
    <Field
      key={value}
      name={id}
      label={label}
      type="time"
      required
      defaultValue={value}
      onBlur={({ currentTarget }) => {
        const typed = currentTarget.value.slice(0, 5);
        if (typed === '') currentTarget.value = value;
        else if (typed !== value) onChange(typed);
      }}
    />
  );
}
