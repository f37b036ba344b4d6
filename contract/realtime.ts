import { z } from 'zod';
import { Time } from './fields.ts';

export const Ticket = z.strictObject({ ticket: z.string(), expires_at: Time });
