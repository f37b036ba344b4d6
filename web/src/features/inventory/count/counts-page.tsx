import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function CountsPage() {
  const { vendor } = useVendor();
  useTitle(`Counts · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Counts</h1>
    </div>
  );
}
