import { setPreference, usePreferences } from '../../app/preferences.ts';
import { Switch } from '../../ui/choices.tsx';
import { Delta, Price } from '../../ui/price.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SettingRow, SettingsSection } from './settings-section.tsx';

/** How this browser shows things; kept here and not in the account, since screens differ. */
export function AppearanceSection() {
  const chosen = usePreferences();
  return (
    <SettingsSection id="appearance" title="Appearance" lead="For this browser. It takes effect at once.">
      <SettingRow label="Theme">
        <Segments
          label="Theme"
          value={chosen.theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => setPreference('theme', theme)}
        />
      </SettingRow>
      <SettingRow label="Row height">
        <Segments
          label="Row height"
          value={chosen.density}
          options={[
            { value: 'compact', label: 'Compact' },
            { value: 'normal', label: 'Normal' },
            { value: 'comfortable', label: 'Comfortable' },
          ]}
          onChange={(density) => setPreference('density', density)}
        />
      </SettingRow>
      <PriceColours />
      <SettingSwitch
        label="Flash prices that moved"
        hint="A short tint behind the number. Off leaves the arrow and the sign."
        checked={chosen.flash}
        onChange={(flash) => setPreference('flash', flash)}
      />
      <SettingSwitch
        label="Single-key shortcuts"
        hint="Keys such as a, n and p. Those with Ctrl or Cmd always work."
        checked={chosen.single_keys}
        onChange={(single_keys) => setPreference('single_keys', single_keys)}
      />
    </SettingsSection>
  );
}

interface SettingSwitchProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function SettingSwitch({ hint, ...choice }: SettingSwitchProps) {
  return (
    <div>
      <Switch {...choice} />
      <p className="pl-10 text-12 text-muted">{hint}</p>
    </div>
  );
}

/** The two choices about colour, with a price that shows what they do. */
function PriceColours() {
  const chosen = usePreferences();
  return (
    <>
      <SettingRow label="Colours of a change" hint="Blue and orange stay apart for colour-blind eyes.">
        <Segments
          label="Colours of a change"
          value={chosen.palette}
          options={[
            { value: 'green-red', label: 'Green, red' },
            { value: 'blue-orange', label: 'Blue, orange' },
          ]}
          onChange={(palette) => setPreference('palette', palette)}
        />
      </SettingRow>
      <SettingRow label="Rising is" hint="In East Asia a rise is red.">
        <Segments
          label="Rising is"
          value={chosen.rise}
          options={[
            { value: 'green', label: chosen.palette === 'blue-orange' ? 'Blue' : 'Green' },
            { value: 'red', label: chosen.palette === 'blue-orange' ? 'Orange' : 'Red' },
          ]}
          onChange={(rise) => setPreference('rise', rise)}
        />
      </SettingRow>
      <p className="flex flex-wrap gap-x-6 gap-y-1 rounded-control bg-surface px-3 py-2">
        <span className="text-muted">It looks like this:</span>
        <span className="flex gap-3">
          <Price value="196.58" decimals={2} flash="up" />
          <Delta value="0.86" />
        </span>
        <span className="flex gap-3">
          <Price value="346.40" decimals={2} flash="down" />
          <Delta value="-1.50" />
        </span>
      </p>
    </>
  );
}
