import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { useId } from 'react';
import { currencyDigits, minorText } from '../../../../../contract/minor-units.ts';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import { useUser } from '../../../app/session.ts';
import type { ProductStateView, ProductView } from '../../../lib/queries/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { openAlertForm } from '../../alerts/alert-request.ts';
import { emptyCondition } from '../../alerts/form/draft.ts';
import { SymbolAlerts } from '../../alerts/symbol-alerts.tsx';
import { stateName } from '../words.ts';

/** Opens the form of alerts for one state: below its price, or when there is one again. A visitor signs in first. */
export function useTellMe(
  currency: string,
): (state: Pick<ProductStateView, 'instrument_symbol' | 'price_minor'>) => void {
  const user = useUser();
  const navigate = useNavigate();
  const here = useRouterState({ select: (state) => state.location.href });
  return ({ instrument_symbol: symbol, price_minor }) => {
    if (user === null) {
      void navigate({ to: '/sign-in', search: { next: here } });
      return;
    }
    const condition =
      price_minor === null
        ? { ...emptyCondition, type: 'BACK_IN_STOCK' as const }
        : { ...emptyCondition, type: 'PRICE_BELOW' as const, value: suggested(price_minor, currency) };
    openAlertForm({ kind: 'new', symbol, draft: { condition } });
  };
}

/** A twentieth less than now, to begin with. */
function suggested(price_minor: number, currency: string): string {
  return minorText(Math.max(1, Math.floor(price_minor * 0.95)), currency);
}

interface TellMeProps {
  readonly product: ProductView;
  readonly state: ProductStateView;
}

/** Being told when the chosen state costs less, or is there again. */
export function TellMe({ product, state }: TellMeProps) {
  const user = useUser();
  const id = useId();
  const tellMe = useTellMe(product.currency);
  useShortcut('alert', () => tellMe(state));
  const gone = state.price_minor === null;
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>Tell me when</h2>
        <span className="panel-note">{stateName(state.state)}</span>
      </header>
      <div className="panel-body">
        <p className="text-muted">
          {gone ? 'Someone lists one again, whoever it is.' : 'Its lowest price falls to what you want to pay.'}
        </p>
        <Button className="w-full" onClick={() => tellMe(state)}>
          <Bell className="icon-small" aria-hidden="true" />
          {gone ? 'Tell me when there is one' : 'Tell me when it costs less'}
        </Button>
        {user === null ? (
          <p className="text-12 text-muted">In the app and by e-mail; it needs an account.</p>
        ) : (
          <SymbolAlerts symbol={state.instrument_symbol} decimals={currencyDigits(product.currency)} heading="h3" />
        )}
      </div>
    </section>
  );
}
