import type { Generated } from 'kysely';
import { tables } from '../../platform/db/tables.ts';

/** The driver reads numeric as a string. */
interface CorrectionTables {
  price_corrections: {
    id: string;
    instrument_id: string;
    wrong_price: string;
    price: string;
    is_current: boolean;
    at: Date;
    reason: string;
    actor_id: string;
    created_at: Date;
    applied_at: Generated<Date | null>;
  };
}

export const correctionTables = tables<CorrectionTables>('market');
