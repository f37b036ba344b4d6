import { Printer, X } from 'lucide-react';
import { PAPERS_MAX } from '../../../../../contract/orders-terms.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { countOf } from '../../shop/words.ts';
import { papers, usePapers } from '../use-papers.ts';

/** What can be done with the ticked orders; docked below the rows, so that it covers none. */
export function PrintBar({ ids, onClear }: { readonly ids: readonly string[]; readonly onClear: () => void }) {
  const { can } = useVendor();
  const print = usePapers();
  const too_many = ids.length > PAPERS_MAX;
  return (
    <section className="desk-print" aria-label="Ticked orders">
      <IconButton label="Untick all" onClick={onClear}>
        <X className="icon" aria-hidden="true" />
      </IconButton>
      <output className="font-medium">
        {countOf(ids.length, 'order')}
        {too_many && `, of which the first ${PAPERS_MAX} are printed`}
      </output>
      {can('printPapers') &&
        papers.map(({ kind, label }) => (
          <Button
            key={kind}
            busy={print.isPending && print.variables.kind === kind}
            onClick={() => print.mutate({ kind, ids })}
          >
            <Printer className="icon" aria-hidden="true" />
            {label}
          </Button>
        ))}
    </section>
  );
}
