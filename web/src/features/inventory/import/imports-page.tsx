import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function ImportsPage() {
  const { vendor } = useVendor();
  useTitle(`Imports · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Imports</h1>
    </div>
  );
}
