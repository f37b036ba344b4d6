import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function VendorSettingsPage() {
  const { vendor } = useVendor();
  useTitle(`Settings · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Settings</h1>
    </div>
  );
}
