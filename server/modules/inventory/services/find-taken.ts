import { sql } from 'kysely';
import type { ListingContent } from '../listing.ts';
import type { VendorTx } from '../tables.ts';

type Taken = 'sku_taken' | 'certificate_taken';

/**
 * Which of these listings would have a SKU, or be of a certificate, that another listing of the vendor has: one that is
 * there already, or one before it in the same list.
 */
export async function findTaken(
  tx: VendorTx,
  vendor_id: string,
  asked: readonly { readonly id: string; readonly content: ListingContent }[],
): Promise<Map<string, Taken>> {
  if (asked.length === 0) return new Map();
  const rows = asked.map(({ id, content }) => {
    const { company, cert_number } = content.status === 'archived' ? {} : (content.grading ?? {});
    return { id, sku: content.sku.toUpperCase(), company, cert_number: cert_number?.toUpperCase() };
  });
  const taken = new Map<string, Taken>(twice(rows));
  const found = await sql<{ readonly id: string; readonly code: Taken }>`
    WITH asked AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS one (id uuid, sku text, company text, cert_number text))
    SELECT asked.id, 'sku_taken' AS code FROM asked JOIN inventory.listings AS listing
      ON listing.vendor_id = ${vendor_id} AND upper(listing.sku) = asked.sku AND listing.id <> asked.id
    UNION ALL
    SELECT asked.id, 'certificate_taken' FROM asked JOIN inventory.listings AS listing
      ON listing.vendor_id = ${vendor_id} AND listing.grading_company = asked.company
        AND upper(listing.cert_number) = asked.cert_number AND listing.cert_number IS NOT NULL
        AND listing.status <> 'archived' AND listing.id <> asked.id`.execute(tx);
  for (const { id, code } of found.rows) if (!taken.has(id)) taken.set(id, code);
  return taken;
}

interface Named {
  readonly id: string;
  readonly sku: string;
  readonly company: string | undefined;
  readonly cert_number: string | undefined;
}

function* twice(rows: readonly Named[]): Generator<[string, Taken]> {
  const seen = new Set<string>();
  for (const { id, sku, company, cert_number } of rows) {
    const certificate = cert_number === undefined ? null : `${company} ${cert_number}`;
    if (seen.has(`sku ${sku}`)) yield [id, 'sku_taken'];
    else if (certificate !== null && seen.has(certificate)) yield [id, 'certificate_taken'];
    seen.add(`sku ${sku}`);
    if (certificate !== null) seen.add(certificate);
  }
}
