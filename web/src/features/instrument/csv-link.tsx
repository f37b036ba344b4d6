/* oxlint-disable jsx-a11y/anchor-has-content, jsx-a11y/control-has-associated-label -- the menu puts the words inside */
import { Download } from 'lucide-react';
import { addressOf } from '../../lib/api.ts';
import { MenuLink } from '../../ui/menu.tsx';
import type { InstrumentPageView } from './use-instrument-view.ts';

/** The prices on screen as a file. */
export function CsvLink({ view, inMenu = false }: { readonly view: InstrumentPageView; readonly inMenu?: boolean }) {
  const { question, interval, instrument } = view;
  const { from, adjusted, source } = question;
  const query = { interval, adjusted: String(adjusted), ...(from === null ? {} : { from }), ...(source && { source }) };
  const href = addressOf('exportHistory', { params: { symbol: instrument.symbol }, query });
  if (inMenu) {
    return (
      <MenuLink icon={<Download aria-hidden="true" />} link={<a href={href} download />}>
        Save as CSV
      </MenuLink>
    );
  }
  return (
    <a href={href} download className="button button-ghost button-small">
      <Download className="icon-small" aria-hidden="true" />
      CSV
    </a>
  );
}
