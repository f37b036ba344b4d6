import type { StockView } from '../../../../../contract/market.ts';
import { repeatText, ruleText } from '../words.ts';
import { type AlertDraft, saidOf } from './draft.ts';

interface ReadBackProps {
  readonly draft: AlertDraft;
  /** What is watched, as a sentence begins. */
  readonly subject: string;
  readonly stock: StockView | undefined;
}

/** The rule as a sentence, as it is typed. */
export function ReadBack({ draft, subject, stock }: ReadBackProps) {
  const decimals = stock?.price_decimals;
  const [first, second] = [saidOf(draft.condition), draft.and && saidOf(draft.and)];
  if (!first) return <p className="alert-read-back text-muted">Complete the rule to see it as a sentence.</p>;
  const and = second ? `, and at the same print ${ruleText(second, decimals)}` : '';
  const often = draft.repeat === 'ONCE' ? 'once' : repeatText(draft).toLowerCase();
  return (
    <p className="alert-read-back">
      Tell me {often}, when <b className="font-semibold">{subject}</b> {ruleText(first, decimals)}
      {and}.
    </p>
  );
}
