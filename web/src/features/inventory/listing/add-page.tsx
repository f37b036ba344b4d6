import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function AddPage() {
  const { vendor } = useVendor();
  useTitle(`Add · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Add</h1>
    </div>
  );
}
