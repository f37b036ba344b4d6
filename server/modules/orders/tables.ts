import type { Generated, Kysely } from 'kysely';
import type { AddressView } from '../../../contract/basket.ts';
import type { FulfilmentStatus, OrderStatus, PaymentStatus } from '../../../contract/orders-terms.ts';
import { tables } from '../../platform/db/tables.ts';
import type { Tx } from '../../platform/db/transaction.ts';
import type { ParcelTables } from './tables-parcels.ts';
import type { SellingTables } from './tables-selling.ts';
import type { ToldTables } from './tables-told.ts';
import type { FrozenMethod, FrozenTerms, LineSnapshot } from './frozen.ts';

/** A bigint: text when it is read, either when it is written. */
type Minor = string | number;

export interface OrderTables extends SellingTables, ParcelTables, ToldTables {
  baskets: {
    id: string;
    user_id: string | null;
    guest_hash: string | null;
    currency: string | null;
    email: string | null;
    shipping_address: AddressView | string | null;
    billing_address: AddressView | string | null;
    /** Vendor's id to method's id. */
    shipping_methods: Readonly<Record<string, string>> | string;
    discount_codes: string[];
    note: string;
    version: number;
    hold_expires_at: Date | null;
    hold_extensions: number;
    held_from: string | null;
    created_at: Date;
    updated_at: Date;
  };
  basket_lines: {
    basket_id: string;
    vendor_id: string;
    listing_id: string;
    quantity: number;
    price_seen_minor: Minor;
    added_at: Date;
  };
  holds: {
    id: string;
    basket_id: string;
    group_id: string | null;
    vendor_id: string;
    listing_id: string;
    location_id: string;
    quantity: number;
    status: 'active' | 'committed' | 'released' | 'expired';
    expires_at: Date;
    created_at: Date;
  };
  order_groups: {
    id: string;
    number: string;
    user_id: string | null;
    guest_hash: string | null;
    access_hash: string;
    basket_id: string;
    basket_version: number;
    status: OrderStatus;
    version: number;
    email: string;
    shipping_address: AddressView | string;
    billing_address: AddressView | string;
    note: string;
    currency: string;
    subtotal_minor: Minor;
    discount_minor: Minor;
    shipping_minor: Minor;
    tax_minor: Minor;
    total_minor: Minor;
    is_test: boolean;
    pay_until: Date;
    placed_at: Date | null;
    created_at: Date;
    updated_at: Date;
  };
  orders: {
    id: string;
    vendor_id: string;
    group_id: string;
    number: string;
    status: OrderStatus;
    payment_status: PaymentStatus;
    fulfilment_status: FulfilmentStatus;
    version: number;
    buyer_id: string | null;
    /** "user:<id>" or "guest:<hash>": for limits per buyer. */
    buyer_key: string;
    email: string;
    shipping_address: AddressView | string;
    billing_address: AddressView | string;
    buyer_note: string;
    vendor_name: string;
    terms: FrozenTerms | string;
    shipping_method: FrozenMethod | string;
    discount_codes: string[];
    currency: string;
    subtotal_minor: Minor;
    discount_minor: Minor;
    shipping_minor: Minor;
    tax_mode: 'none' | 'inclusive' | 'exclusive';
    tax_rate_bp: number;
    tax_minor: Minor;
    shipping_tax_minor: Minor;
    total_minor: Minor;
    paid_minor: Minor;
    refunded_minor: Minor;
    shipping_refunded_minor: Minor;
    commission_bp: number;
    due_at: Date | null;
    placed_at: Date | null;
    delivered_at: Date | null;
    completed_at: Date | null;
    cancelled_at: Date | null;
    created_at: Date;
    updated_at: Date;
  };
  order_lines: {
    id: string;
    vendor_id: string;
    order_id: string;
    position: number;
    listing_id: string;
    sku: string;
    title: string;
    snapshot: LineSnapshot | string;
    unit_price_minor: Minor;
    quantity: number;
    subtotal_minor: Minor;
    discount_minor: Minor;
    tax_minor: Minor;
    total_minor: Minor;
    quantity_cancelled: number;
    quantity_shipped: number;
    quantity_returned: number;
    quantity_refunded: number;
    refunded_minor: Minor;
  };
  line_places: {
    vendor_id: string;
    line_id: string;
    listing_id: string;
    location_id: string;
    quantity: number;
    quantity_picked: number;
  };
  payments: {
    id: string;
    group_id: string;
    provider: 'test' | 'stripe';
    provider_ref: string | null;
    state: 'started' | 'needs_action' | 'authorised' | 'captured' | 'declined' | 'cancelled' | 'unknown';
    method: string | null;
    currency: string;
    amount_minor: Minor;
    authorised_minor: Minor;
    captured_minor: Minor;
    refunded_minor: Minor;
    /** Captured although another pays or has paid: it is given back. */
    is_surplus: Generated<boolean>;
    action_url: string | null;
    client_secret: string | null;
    message: string | null;
    attempts: number;
    next_check_at: Date | null;
    created_at: Date;
    updated_at: Date;
  };
  surplus_refunds: {
    id: string;
    payment_id: string;
    group_id: string;
    state: 'requested' | 'unknown' | 'done' | 'failed';
    amount_minor: Minor;
    currency: string;
    provider_ref: string | null;
    attempts: Generated<number>;
    next_attempt_at: Date | null;
    last_error: string | null;
    created_at: Date;
    done_at: Date | null;
  };
  payment_notices: { provider: string; event_id: string; received_at: Date };
  refunds: {
    id: string;
    vendor_id: string;
    order_id: string;
    group_id: string;
    state: 'requested' | 'unknown' | 'done' | 'failed';
    amount_minor: Minor;
    shipping_minor: Minor;
    currency: string;
    /** JSON of `{ line_id, quantity, amount_minor }[]`. */
    lines: readonly RefundedLine[] | string;
    reason: string;
    cause: string;
    actor_id: string | null;
    provider_ref: string | null;
    attempts: number;
    next_attempt_at: Date | null;
    last_error: string | null;
    created_at: Date;
    done_at: Date | null;
  };
  order_events: {
    vendor_id: string;
    order_id: string;
    seq: number;
    at: Date;
    type: string;
    actor: 'buyer' | 'vendor' | 'system' | 'admin';
    actor_id: string | null;
    from_status: string | null;
    to_status: string | null;
    text: string;
    data: object | string;
    is_public: boolean;
  };
}

export interface RefundedLine {
  readonly line_id: string;
  readonly quantity: number;
  readonly amount_minor: number;
}

/** A transaction in the role omni_orders, which buyers' work and the workers' is done in: see `services/in-orders.ts`. */
export type OrdersTx = Tx & { readonly __orders?: never };

const open = tables<OrderTables>('orders');

/** The module's tables, for buyers' work and, behind the walls, for a vendor's. */
export function ordersTables(tx: Tx): Kysely<OrderTables> {
  return open(tx);
}
