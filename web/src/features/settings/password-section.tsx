import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '../../lib/api.ts';
import { type Me, updatePerson } from '../../lib/queries/identity.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/toast.tsx';
import { newPasswordProblem, PASSWORD_HINT, typedPasswordProblem, wrongOnly } from '../identity/credentials.ts';
import { PasswordField } from '../identity/password-field.tsx';
import { SettingsSection } from './settings-section.tsx';

/** A new password; every other place the account is signed in at is signed out by it. */
export function PasswordSection({ user }: { readonly user: Me }) {
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['current_password', 'password'],
    homes: { password_wrong: 'current_password', password_weak: 'password' },
    check: ({ current_password, password }) =>
      wrongOnly({ current_password: typedPasswordProblem(current_password), password: newPasswordProblem(password) }),
    async send(body) {
      const { data, meta } = await call('updateMe', { body });
      updatePerson(queryClient, data);
      await queryClient.invalidateQueries({ queryKey: ['sessions'] });
      form.current?.reset();
      notify(meta.message ?? 'Your password is changed.');
    },
  });
  return (
    <SettingsSection id="password" title="Password" lead="A new one signs you out everywhere else.">
      <form ref={form} onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
        {problems.form !== null && <Banner tone="danger">{problems.form}</Banner>}
        <input type="email" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordField
          label="Current password"
          name="current_password"
          autoComplete="current-password"
          error={problems.fields.current_password}
        />
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          hint={PASSWORD_HINT}
          error={problems.fields.password}
        />
        <div>
          <Button type="submit" busy={busy}>
            Change password
          </Button>
        </div>
      </form>
    </SettingsSection>
  );
}
