import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTitle } from '../../lib/use-title.ts';
import { call } from '../../lib/api.ts';
import { changePerson } from '../../lib/queries/identity.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { emailProblem, newPasswordProblem, PASSWORD_HINT, wrongOnly } from './credentials.ts';
import { EntryCard } from './entry-card.tsx';
import { offerHints } from './hints.ts';
import { PasswordField } from './password-field.tsx';
import './identity.css';

/** Makes the first administrator, with the link that the server printed at its first start. */
export function SetupPage() {
  useTitle('Set up');
  // Read once and taken out of the address, so that the secret does not stay in the history.
  const [token] = useState(takeToken);
  const queryClient = useQueryClient();
  const router = useRouter();
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['email', 'password'],
    homes: { email_taken: 'email', password_weak: 'password' },
    check: ({ email, password }) => wrongOnly({ email: emailProblem(email), password: newPasswordProblem(password) }),
    async send({ email, password }) {
      const { data } = await call('useSetupLink', { body: { token, email, password } });
      changePerson(queryClient, data);
      offerHints();
      await router.navigate({ to: '/first-run' });
    },
  });
  if (token === '') return <NoToken />;
  return (
    <EntryCard
      title="Set up this server"
      problem={problems.form}
      lead="You are the first here. This account becomes its administrator."
    >
      <form onSubmit={onSubmit} noValidate>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          error={problems.fields.email}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          hint={PASSWORD_HINT}
          error={problems.fields.password}
        />
        <Button type="submit" tone="primary" size="large" className="w-full" busy={busy}>
          Make the administrator
        </Button>
      </form>
    </EntryCard>
  );
}

function NoToken() {
  return (
    <EntryCard
      title="Set up this server"
      problem={null}
      lead="This address needs the whole link that the server printed at its first start."
      below={
        <Link to="/sign-in" className="link">
          Sign in instead
        </Link>
      }
    >
      <p>
        Start the server again to have a new link printed, or set ADMIN_EMAIL and ADMIN_PASSWORD before you start it.
      </p>
    </EntryCard>
  );
}

function takeToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  if (token !== '') history.replaceState(history.state, '', location.pathname);
  return token;
}
