import { useQuery } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import { useState } from 'react';
import { formatDate } from '../../../lib/format/time.ts';
import { allVendorsQuery } from '../../../lib/queries/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageSteps, useCursors } from '../../../ui/page-steps.tsx';
import { AdminPage, Answer } from '../../admin/admin-page.tsx';
import { VisitDialog } from './visit-dialog.tsx';
import './vendor.css';

/** Every vendor by name, for administrators; what a vendor keeps is seen on a visit only. */
export function AllVendorsPage() {
  const cursors = useCursors();
  const vendors = useQuery(allVendorsQuery(cursors.current));
  const [visiting, setVisiting] = useState<{ readonly id: string; readonly name: string } | null>(null);
  return (
    <AdminPage title="Vendors">
      <p className="mb-4 max-w-[64ch] text-muted">
        You see names. To look into a shop, say why: the visit is for reading, lasts an hour, and stands in the audit
        log with your reason.
      </p>
      <Answer answer={vendors}>
        {(page) =>
          page.vendors.length === 0 ? (
            <EmptyState icon={<Store className="icon" aria-hidden="true" />} title="No vendors yet">
              Any account can open a shop.
            </EmptyState>
          ) : (
            <ul className="card overflow-hidden" aria-label="Vendors">
              {page.vendors.map((one) => (
                <li key={one.id} className="vendor-row">
                  <span className="min-w-0 grow basis-56">
                    <span className="block truncate font-medium">{one.name}</span>
                    <span className="block text-12 text-muted">Open since {formatDate(one.created_at)}</span>
                  </span>
                  <Button onClick={() => setVisiting(one)} aria-label={`Look into ${one.name}`}>
                    Look in…
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <PageSteps cursors={cursors} next={vendors.data?.next_cursor ?? null} />
      {visiting && <VisitDialog vendor={visiting} onClose={() => setVisiting(null)} />}
    </AdminPage>
  );
}
