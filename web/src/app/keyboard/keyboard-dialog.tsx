import { Dialog } from '../../ui/dialog.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { usePreferences } from '../preferences.ts';
import { type Shortcut, shortcuts } from './shortcuts.ts';

const groups = ['Everywhere', 'Lists', 'Rows', 'Stock', 'Chart'] as const;

/** Every key there is. */
export function KeyboardDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { single_keys } = usePreferences();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keyboard"
      wide
      {...(!single_keys && {
        description: 'Single keys are switched off in Settings; those with Ctrl, Cmd or Alt work.',
      })}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- longer than the screen, it is scrolled with keys */}
      <section aria-label="All keys" tabIndex={0}>
        <KeyMap />
      </section>
    </Dialog>
  );
}

/** The keys by where they work. */
export function KeyMap() {
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
      {groups.map((group) => (
        <KeyGroup key={group} group={group} />
      ))}
    </div>
  );
}

function KeyGroup({ group }: { readonly group: Shortcut['group'] }) {
  return (
    <section className={group === 'Rows' ? 'md:col-start-2 md:row-span-2 md:row-start-1' : ''}>
      <h3 className="mb-1">{group}</h3>
      <dl>
        {Object.entries(shortcuts)
          .filter(([, shortcut]) => shortcut.group === group)
          .map(([id, shortcut]) => (
            <div key={id} className="flex min-h-8 items-center justify-between gap-4">
              <dt className="text-muted">{shortcut.label}</dt>
              <dd>
                <KeyHint keys={shortcut.keys} />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
