import { Download } from 'lucide-react';
import { addressOf } from '../../../lib/api.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { useVendor } from '../vendor/use-vendor.ts';

interface CsvLinkProps {
  readonly route: 'exportValuation' | 'exportValueHistory';
  readonly query: Readonly<Record<string, string>>;
  /** What is read aloud; it begins with what stands on the button. */
  readonly label: string;
}

/** What a panel shows, as a file. */
export function CsvLink({ route, query, label }: CsvLinkProps) {
  const { vendor_id } = useVendor();
  return (
    <a className={buttonClass()} download href={addressOf(route, { params: { vendor_id }, query })} aria-label={label}>
      <Download className="icon" aria-hidden="true" />
      CSV
    </a>
  );
}
