import { Badge } from '../../../ui/badge.tsx';

/** Keys of Stripe's test mode begin so. */
export function isTestKey(publishable_key: string | null): boolean {
  return publishable_key?.startsWith('pk_test_') ?? false;
}

const unbroken = (number: string): string => number.replaceAll(' ', '\u00a0');
const APPROVED = unbroken('4242 4242 4242 4242');
const DECLINED = unbroken('4000 0000 0000 0002');

/** Stands wherever a card is asked for and none is charged. @param props.cards with numbers of Stripe's that can be entered. */
export function TestMode({ cards = false }: { readonly cards?: boolean }) {
  return (
    <p className="text-muted">
      <Badge tone="warn">Test money</Badge> Stripe test mode: no money moves.
      {cards && ` ${APPROVED} is approved, ${DECLINED} declined; any date to come, any code.`}
    </p>
  );
}
