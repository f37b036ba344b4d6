import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../vendor/use-vendor.ts';

export function ListingPage() {
  const { vendor } = useVendor();
  useTitle(`Listing · ${vendor.name}`);
  return (
    <div className="page">
      <h1>Listing</h1>
    </div>
  );
}
