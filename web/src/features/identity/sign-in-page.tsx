import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useTitle } from '../../lib/use-title.ts';
import { call } from '../../lib/api.ts';
import { changePerson, sessionQuery } from '../../lib/queries/identity.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { emailProblem, typedPasswordProblem, wrongOnly } from './credentials.ts';
import { DemoLink } from './demo-entry.tsx';
import { EntryCard } from './entry-card.tsx';
import { innerAddress } from './inner-address.ts';
import { PasswordField } from './password-field.tsx';
import './identity.css';

/** Signs in with e-mail and password, and goes on to where the person wanted to be. */
export function SignInPage() {
  useTitle('Sign in');
  const { next } = useSearch({ from: '/public/sign-in' });
  const { data: session } = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const router = useRouter();
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['email', 'password'],
    homes: { credentials_wrong: 'password' },
    check: ({ email, password }) => wrongOnly({ email: emailProblem(email), password: typedPasswordProblem(password) }),
    async send(body) {
      const { data } = await call('signIn', { body });
      changePerson(queryClient, data);
      router.history.push(innerAddress(next));
    },
  });
  return (
    <EntryCard
      title="Sign in"
      problem={problems.form}
      lead={
        <>
          New here?{' '}
          <Link to="/register" search={next === undefined ? {} : { next }} className="link">
            Make an account
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
          autoComplete="current-password"
          error={problems.fields.password}
        />
        <Button type="submit" tone="primary" size="large" className="w-full" busy={busy}>
          Sign in
        </Button>
      </form>
    </EntryCard>
  );
}
