import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function StockPage() {
  const { vendor } = useVendor();
  useTitle(`Stock · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Stock</h1>
    </div>
  );
}
