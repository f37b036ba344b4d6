import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { call } from '../../lib/api.ts';
import { changePerson, type Me } from '../../lib/queries/identity.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { notify } from '../../ui/toast.tsx';
import { typedPasswordProblem, wrongOnly } from '../identity/credentials.ts';
import { PasswordField } from '../identity/password-field.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The way out: the account and all that belongs to it, erased. */
export function DeleteSection({ user }: { readonly user: Me }) {
  const [asking, setAsking] = useState(false);
  return (
    <SettingsSection
      id="delete"
      title="Delete account"
      lead="Erases your lists, notes and sessions. It cannot be undone."
    >
      <div>
        <Button tone="danger" onClick={() => setAsking(true)}>
          Delete my account…
        </Button>
      </div>
      {asking && <DeleteDialog user={user} onClose={() => setAsking(false)} />}
    </SettingsSection>
  );
}

interface DeleteDialogProps {
  readonly user: Me;
  readonly onClose: () => void;
}

function DeleteDialog({ user, onClose }: DeleteDialogProps) {
  const id = useId();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['current_password'],
    homes: { password_wrong: 'current_password' },
    check: ({ current_password }) => wrongOnly({ current_password: typedPasswordProblem(current_password) }),
    async send(body) {
      const { meta } = await call('deleteMe', { body });
      changePerson(queryClient, null);
      await navigate({ to: '/' });
      notify(meta.message ?? 'Your account is erased.');
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete your account?"
      description={`Everything of ${user.email} is erased at once and for good.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" form={id} tone="danger" busy={busy}>
            Erase everything
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
        {problems.form !== null && <Banner tone="danger">{problems.form}</Banner>}
        <input type="email" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordField
          label="Your password, to be sure"
          name="current_password"
          autoComplete="current-password"
          error={problems.fields.current_password}
        />
      </form>
    </Dialog>
  );
}
