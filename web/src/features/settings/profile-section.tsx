import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../lib/api.ts';
import { formatDate } from '../../lib/format/time.ts';
import { type Me, updatePerson } from '../../lib/queries/identity.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { notify } from '../../ui/toast.tsx';
import { SettingRow, SettingsSection } from './settings-section.tsx';

/** Who the person is here, and what their plan is. */
export function ProfileSection({ user }: { readonly user: Me }) {
  const queryClient = useQueryClient();
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['name'],
    check: ({ name }) => (name.trim() === '' ? { name: 'Type the name you want to be shown.' } : {}),
    async send(body) {
      const { data, meta } = await call('updateMe', { body });
      updatePerson(queryClient, data);
      notify(meta.message ?? 'Saved.');
    },
  });
  return (
    <SettingsSection id="profile" title="Profile" lead={`Here since ${formatDate(user.created_at)}.`}>
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
        <Field
          label="Name"
          name="name"
          defaultValue={user.name}
          maxLength={80}
          autoComplete="name"
          error={problems.fields.name ?? problems.form}
        />
        <Field label="E-mail" value={user.email} disabled readOnly hint="You sign in with it." />
        <div>
          <Button type="submit" busy={busy}>
            Save profile
          </Button>
        </div>
      </form>
      <SettingRow label="Plan">
        <span className="flex items-center gap-3">
          <Badge tone={user.tier === 'premium' ? 'accent' : 'line'}>
            {user.tier === 'premium' ? 'Premium' : 'Standard'}
          </Badge>
          <Link to="/plans" className="link">
            Compare plans
          </Link>
        </span>
      </SettingRow>
    </SettingsSection>
  );
}
