import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function StaffPage() {
  const { vendor } = useVendor();
  useTitle(`Staff · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Staff</h1>
    </div>
  );
}
