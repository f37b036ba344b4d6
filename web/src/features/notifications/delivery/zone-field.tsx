import { useId, useMemo } from 'react';
import { readerZone, zonesWith } from './zones.ts';

interface ZoneFieldProps {
  readonly zone: string;
  readonly onChange: (zone: string) => void;
}

/** One time zone of all; where it is not the browser's own, that one is offered. */
export function ZoneField({ zone, onChange }: ZoneFieldProps) {
  const id = useId();
  const zones = useMemo(() => zonesWith(zone), [zone]);
  const own = readerZone();
  return (
    <div className="field zone-field">
      <label className="field-label" htmlFor={id}>
        Time zone
      </label>
      <div className="input">
        <select id={id} className="zone-select" value={zone} onChange={({ target }) => onChange(target.value)}>
          {zones.map((name) => (
            <option key={name} value={name}>
              {name.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </div>
      {own !== zone && (
        <span className="field-hint">
          This browser is in {own.replaceAll('_', ' ')}.{' '}
          <button type="button" className="link" onClick={() => onChange(own)}>
            Use that
          </button>
        </span>
      )}
    </div>
  );
}
