import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function ImportPage() {
  const { vendor } = useVendor();
  useTitle(`Import · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Import</h1>
    </div>
  );
}
