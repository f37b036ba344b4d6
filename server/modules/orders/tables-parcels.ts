import type { ReturnStatus } from '../../../contract/orders-terms.ts';

/** Parcels that leave, and what comes back. */
export interface ParcelTables {
  shipments: {
    id: string;
    vendor_id: string;
    order_id: string;
    number: number;
    carrier: string;
    tracking_number: string;
    tracking_url: string | null;
    actor_id: string;
    shipped_at: Date;
    delivered_at: Date | null;
  };
  shipment_lines: {
    vendor_id: string;
    shipment_id: string;
    line_id: string;
    location_id: string;
    quantity: number;
  };
  returns: {
    id: string;
    vendor_id: string;
    order_id: string;
    number: number;
    status: ReturnStatus;
    reason: string;
    answer: string;
    created_at: Date;
    updated_at: Date;
  };
  return_lines: {
    vendor_id: string;
    return_id: string;
    line_id: string;
    quantity: number;
    quantity_restocked: number;
    quantity_written_off: number;
  };
}
