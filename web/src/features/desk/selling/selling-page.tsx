import { useTitle } from '../../../lib/use-title.ts';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { DiscountsSection } from './discounts-section.tsx';
import { PayoutsSection } from './payouts-section.tsx';
import { ShippingSection } from './shipping-section.tsx';
import { SubscriptionsSection } from './subscriptions-section.tsx';
import { TermsSection } from './terms-section.tsx';
import './selling.css';

/** How a shop sells: terms, sending, codes, what is owed, and programs that are told. */
export function SellingPage() {
  const { vendor, can } = useVendor();
  useTitle(`Selling · ${vendor.name}`);
  return (
    <div className="page vendor-narrow">
      <h1 className="mb-4">Selling</h1>
      <TermsSection />
      <ShippingSection />
      <DiscountsSection />
      {can('listPayouts') && <PayoutsSection />}
      {can('listSubscriptions') && <SubscriptionsSection />}
    </div>
  );
}
