import { Link } from '@tanstack/react-router';
import { CircleAlert, Info } from 'lucide-react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { closeAlertForm } from '../alert-request.ts';
import type { AlertForm, Refusal } from './use-alert-form.ts';

/** Why it was not set, and what helps. */
export function FormRefusal({ refusal }: { readonly refusal: Refusal }) {
  if (refusal === null) return null;
  const asks = refusal.kind === 'reached';
  const Icon = asks ? Info : CircleAlert;
  return (
    <div className={`alert-refusal ${asks ? 'alert-refusal-asks' : ''}`} role="alert">
      <Icon className="icon" aria-hidden="true" />
      <div className="min-w-0 grow">
        <p className="font-medium">{titles[refusal.kind]}</p>
        <p className="text-muted">
          {refusal.message}
          {asks && ' Do you want to be told at once, or when it gets there anew?'}
        </p>
        {refusal.kind === 'limit' && (
          <Link to="/plans" className={`${buttonClass({ size: 'small' })} mt-2`} onClick={closeAlertForm}>
            Compare plans
          </Link>
        )}
      </div>
    </div>
  );
}

const titles = {
  reached: 'The price is there already',
  limit: 'Your plan has no room for another alert',
  no_price: 'No price yet',
  other: 'It was not saved',
} as const;

/** The two things one can mean by a level that is reached. */
export function ReachedButtons({ form }: { readonly form: AlertForm }) {
  return (
    <>
      <Button onClick={closeAlertForm} className="mr-auto">
        Cancel
      </Button>
      <Button busy={form.busy} onClick={() => void form.submit('fire')}>
        Tell me now
      </Button>
      <Button tone="primary" busy={form.busy} onClick={() => void form.submit('wait')}>
        Wait for the next time
      </Button>
    </>
  );
}
