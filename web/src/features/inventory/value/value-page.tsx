import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function ValuePage() {
  const { vendor } = useVendor();
  useTitle(`Value · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Value</h1>
    </div>
  );
}
