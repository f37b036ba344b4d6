import { FOLLOWED_VENDORS_MAX, type LiveErrorCode, type VendorChangedFrame } from '../../../contract/live/protocol.ts';
import type { Connection, FollowedVendor } from './connection.ts';
import { addTo, type EdgeState, removeFrom } from './edge-state.ts';
import type { VendorChange } from './source.ts';

/** Tells of changes from now on. @returns null, or why not. */
export async function followVendor(edge: EdgeState, connection: Connection, id: string): Promise<LiveErrorCode | null> {
  if (connection.actor.kind === 'visitor') return 'sign_in_required';
  const known = followed(connection, id);
  if (known === undefined && (connection.vendors?.length ?? 0) >= FOLLOWED_VENDORS_MAX) return 'vendor_limit';
  const vendor = known ?? { id, until_ms: 0, checks: 0, missed: false };
  if (known === undefined) connection.vendors = [...(connection.vendors ?? []), vendor];
  // Registered before it is asked, so that whoever leaves the staff in between is asked about once more.
  addTo(edge.byVendor, id, connection);
  return (await ask(edge, connection, vendor)) === 'may' ? null : 'vendor_unknown';
}

export function dropVendor(edge: EdgeState, connection: Connection, id: string): void {
  removeFrom(edge.byVendor, id, connection);
  const rest = (connection.vendors ?? []).filter((vendor) => vendor.id !== id);
  connection.vendors = rest.length === 0 ? null : rest;
}

/** What a resumed session followed: it may have missed something of each, and may have lost some. */
export async function followVendorsAgain(
  edge: EdgeState,
  connection: Connection,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const refusal = await followVendor(edge, connection, id);
    if (refusal === null) edge.send(connection, manyChanged(edge, id));
    else edge.send(connection, { type: 'vendor_gone', vendor: id });
  }
}

/** Tells who follows the vendor, and may. */
export function vendorChanged(edge: EdgeState, change: VendorChange): void {
  const { vendor_id: id, listings, orders, by } = change;
  const connections = edge.byVendor.get(id);
  if (connections === undefined) return;
  const at = edge.ports.clock.ms();
  const frame: VendorChangedFrame = { type: 'vendor_changed', vendor: id, listings, orders, by, at };
  const text = JSON.stringify(frame);
  for (const connection of connections) {
    const vendor = followed(connection, id);
    if (vendor === undefined) continue;
    if (connection.phase === 'live' && vendor.checks === 0 && at < vendor.until_ms) edge.sendText(connection, text);
    else {
      vendor.missed = true;
      if (vendor.checks === 0) void askAgain(edge, connection, vendor);
    }
  }
}

/** Someone may follow it no longer: until each is known to, nothing is told. */
export async function staffChanged(edge: EdgeState, id: string): Promise<void> {
  const all = [...(edge.byVendor.get(id) ?? [])].map(async (connection) => {
    const vendor = followed(connection, id);
    if (vendor !== undefined) await askAgain(edge, connection, vendor);
  });
  await Promise.all(all);
}

/** After changes, and changes of staff, may have been missed. */
export async function vendorsMayHaveChanged(edge: EdgeState): Promise<void> {
  for (const [id, connections] of edge.byVendor) {
    for (const connection of connections) {
      const vendor = followed(connection, id);
      if (vendor !== undefined) vendor.missed = true;
    }
    await staffChanged(edge, id);
  }
}

async function askAgain(edge: EdgeState, connection: Connection, vendor: FollowedVendor): Promise<void> {
  try {
    const answer = await ask(edge, connection, vendor);
    if (answer === 'may_not') edge.send(connection, { type: 'vendor_gone', vendor: vendor.id });
    else if (answer === 'may' && vendor.missed && vendor.checks === 0 && connection.phase === 'live') {
      vendor.missed = false;
      edge.send(connection, manyChanged(edge, vendor.id));
    }
  } catch (error) {
    edge.ports.onError(error, 'asking who may follow a vendor');
    // It cannot be served as it should be: the client comes back and asks anew.
    edge.close(connection, 1013);
  }
}

/** Asks whether it may be followed; drops it where not. What comes meanwhile waits. */
async function ask(
  edge: EdgeState,
  connection: Connection,
  vendor: FollowedVendor,
): Promise<'may' | 'may_not' | 'given_back'> {
  vendor.checks += 1;
  let until_ms: number | null;
  try {
    until_ms = await edge.ports.vendors.mayFollow(connection.actor, vendor.id);
  } finally {
    vendor.checks -= 1;
  }
  if (connection.phase === 'closed') dropVendor(edge, connection, vendor.id); // it closed before it was registered
  if (followed(connection, vendor.id) !== vendor) return 'given_back';
  if (until_ms === null) {
    dropVendor(edge, connection, vendor.id);
    return 'may_not';
  }
  vendor.until_ms = until_ms;
  return 'may';
}

function followed(connection: Connection, id: string): FollowedVendor | undefined {
  return connection.vendors?.find((vendor) => vendor.id === id);
}

function manyChanged(edge: EdgeState, id: string): VendorChangedFrame {
  return { type: 'vendor_changed', vendor: id, listings: null, orders: null, by: null, at: edge.ports.clock.ms() };
}
