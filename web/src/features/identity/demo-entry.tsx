import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { changePerson } from '../../lib/queries/identity.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/toast.tsx';
import { offerHints } from './hints.ts';

/** Enters the demo account: one press, no question. */
export function useDemo() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => (await call('signInDemo')).data,
    async onSuccess(user) {
      changePerson(queryClient, user);
      offerHints();
      await navigate({ to: '/w' });
    },
    onError: (error) => notifyError('The demo could not be opened', messageOf(error)),
  });
}

/** The button of the front page. */
export function DemoButton({ className }: { readonly className?: string }) {
  const demo = useDemo();
  return (
    <Button
      tone="primary"
      size="large"
      busy={demo.isPending}
      onClick={() => demo.mutate()}
      {...(className !== undefined && { className })}
    >
      Try the demo
    </Button>
  );
}

/** The sentence below the sign-in card. */
export function DemoLink() {
  const demo = useDemo();
  return (
    <>
      Only looking?{' '}
      <button type="button" className="link" onClick={() => demo.mutate()}>
        Try the demo
      </button>
      , no sign-up.
    </>
  );
}
