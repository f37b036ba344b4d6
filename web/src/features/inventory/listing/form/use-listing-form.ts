import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BodyInput } from '../../../../../../contract/schemas.ts';
import { ApiError, call } from '../../../../lib/api.ts';
import { problemsByField } from '../../../../lib/problems.ts';
import { type Listing, listingQuery } from '../../../../lib/queries/inventory-listing.ts';
import { vendorKey } from '../../../../lib/queries/inventory.ts';
import { notify } from '../../../../ui/toast.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { type ListingValues, readValues, valuesOf } from './listing-values.ts';

type Patch = BodyInput<'updateCollectible'>;
export interface Clash {
  readonly field: string;
  readonly current: unknown;
  readonly yours: unknown;
}
/** Somebody else changed the same fields: what they are now beside what was typed. */
export interface Conflict {
  readonly etag: string;
  readonly clashes: readonly Clash[];
}

/** Fields that an answer may name, and where refusals without a pointer belong. */
const NAMED = ['title', 'sku', 'price', 'cost', 'barcode', 'note', 'shelf', 'cert'] as const;
const HOMES = { sku_taken: 'sku', certificate_taken: 'cert', price_needed: 'price' } as const;

/** Versions that touched other fields are passed over so often. */
const TRIES_MAX = 3;

/** An edit of a listing: what was typed, over the listing as it was seen. */
export function useListingForm(fresh: Listing, fresh_etag: string) {
  const vendor = useVendor();
  const client = useQueryClient();
  /** What the person sees under their changes; it stands still while they type. */
  const [seen, setSeen] = useState({ listing: fresh, etag: fresh_etag });
  const [typed, setTyped] = useState<ListingValues | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const base = typed === null ? { listing: fresh, etag: fresh_etag } : seen;
  const values = typed ?? valuesOf(base.listing, vendor);

  const change = (next: Partial<ListingValues>) => {
    if (typed === null) setSeen({ listing: fresh, etag: fresh_etag });
    setTyped({ ...values, ...next });
  };
  const reset = () => {
    setTyped(null);
    setWrong({});
    setProblem(null);
    setConflict(null);
  };
  const send = async (patch: Patch, if_match: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const outcome = await sendPatch(base.listing, patch, if_match);
      if ('clashes' in outcome) setConflict(outcome);
      else {
        showSaved(client, outcome.listing);
        setSeen({ listing: outcome.listing, etag: etagOf(outcome.listing) });
        // What was typed while it was on its way is another edit, over what is saved now.
        setTyped((now) => (now === typed ? null : now));
        setConflict(null);
        notify(outcome.message);
      }
    } catch (error) {
      const found = problemsByField(error, NAMED, HOMES);
      setWrong(found.fields);
      setProblem(found.form);
    }
    setBusy(false);
  };
  const save = () => {
    const read = readValues(base.listing, values, vendor);
    setWrong(read.wrong);
    if (busy || Object.keys(read.wrong).length > 0) return;
    if (Object.keys(read.patch).length === 0) return reset();
    void send(read.patch, base.etag);
  };
  /** Theirs stay: mine are dropped where both changed the same. */
  const keepMine = () => conflict && void send(readValues(base.listing, values, vendor).patch, conflict.etag);
  const keepTheirs = () => {
    const patch = withoutFields(readValues(base.listing, values, vendor).patch, conflict?.clashes ?? []);
    if (!conflict || Object.keys(patch).length === 0) {
      void client.invalidateQueries({ queryKey: listingQuery(base.listing.vendor_id, base.listing.id).queryKey });
      return reset();
    }
    void send(patch, conflict.etag);
  };
  return { values, dirty: typed !== null, busy, wrong, problem, conflict, change, save, reset, keepMine, keepTheirs };
}

function etagOf({ version }: Listing): string {
  return `"${version}"`;
}

function showSaved(client: QueryClient, listing: Listing): void {
  const { vendor_id, id } = listing;
  client.setQueryData(listingQuery(vendor_id, id).queryKey, { listing, etag: etagOf(listing) });
  void client.invalidateQueries({ queryKey: vendorKey(vendor_id, 'collectibles') });
}

type Outcome = Conflict | { readonly listing: Listing; readonly message: string };

/** What others changed meanwhile stays; only where they changed the very field is it a conflict. */
async function sendPatch(seen: Listing, patch: Patch, first: string): Promise<Outcome> {
  const params = { vendor_id: seen.vendor_id, id: seen.id };
  let if_match = first;
  for (let tries = 1; ; tries += 1) {
    try {
      const { data, meta } = await call('updateCollectible', { params, body: patch, if_match });
      return { listing: data, message: meta.message ?? 'Saved.' };
    } catch (error) {
      const problem = error instanceof ApiError && error.problems.find(({ code }) => code === 'version_mismatch');
      if (!problem) throw error;
      const etag = String(problem['etag']);
      const clashes = (problem['conflicts'] as readonly Clash[]).filter(
        ({ field, current }) => !isSame(at(seen, field), current),
      );
      if (clashes.length > 0 || tries === TRIES_MAX) return { etag, clashes };
      if_match = etag;
    }
  }
}

function at(listing: Listing, field: string): unknown {
  const [first = '', second] = field.split('.');
  const value = (listing as unknown as Record<string, unknown>)[first];
  return second === undefined ? value : (value as Record<string, unknown> | undefined)?.[second];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function withoutFields(patch: Patch, clashes: readonly Clash[]): Patch {
  const left = structuredClone(patch) as Record<string, unknown>;
  for (const { field } of clashes) {
    const [first = '', second] = field.split('.');
    if (second === undefined) delete left[first];
    else {
      const details = left[first] as Record<string, unknown> | undefined;
      delete details?.[second];
      if (details && Object.keys(details).length === 0) delete left[first];
    }
  }
  return left;
}

/** For what is changed with one press, such as the status. @returns null where somebody else changed the same. */
export async function patchListing(listing: Listing, patch: Patch): Promise<Listing | null> {
  const outcome = await sendPatch(listing, patch, etagOf(listing));
  return 'clashes' in outcome ? null : outcome.listing;
}
