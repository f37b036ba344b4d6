import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useTitle } from '../../lib/use-title.ts';
import { call } from '../../lib/api.ts';
import { changePerson, sessionQuery } from '../../lib/queries/identity.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { emailProblem, newPasswordProblem, PASSWORD_HINT, wrongOnly } from './credentials.ts';
import { DemoLink } from './demo-entry.tsx';
import { EntryCard } from './entry-card.tsx';
import { offerHints } from './hints.ts';
import { innerAddress } from './inner-address.ts';
import { PasswordField } from './password-field.tsx';
import './identity.css';

/** Makes an account with e-mail and password; the first list comes next. */
export function RegisterPage() {
  useTitle('Sign up');
  const { next } = useSearch({ from: '/public/register' });
  const { data: session } = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const router = useRouter();
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['email', 'password'],
    homes: { email_taken: 'email', password_weak: 'password' },
    check: ({ email, password }) => wrongOnly({ email: emailProblem(email), password: newPasswordProblem(password) }),
    async send(body) {
      const { data } = await call('register', { body });
      changePerson(queryClient, data);
      offerHints();
      // Who was invited somewhere goes on there; the lists can wait.
      if (next?.startsWith('/invitations/')) router.history.push(innerAddress(next));
      else await router.navigate({ to: '/first-run' });
    },
  });
  return (
    <EntryCard
      title="Make an account"
      problem={problems.form}
      lead={
        <>
          Have one?{' '}
          <Link to="/sign-in" search={next === undefined ? {} : { next }} className="link">
            Sign in
          </Link>
        </>
      }
      below={session?.demo ? <DemoLink /> : undefined}
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
          Sign up
        </Button>
      </form>
    </EntryCard>
  );
}
