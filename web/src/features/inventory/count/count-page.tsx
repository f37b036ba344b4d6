import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function CountPage() {
  const { vendor } = useVendor();
  useTitle(`Count · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Count</h1>
    </div>
  );
}
