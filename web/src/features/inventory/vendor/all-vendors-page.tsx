import { useTitle } from '../../../lib/use-title.ts';

export function AllVendorsPage() {
  useTitle('Vendors');
  return (
    <div className="page">
      <h1>Vendors</h1>
    </div>
  );
}
