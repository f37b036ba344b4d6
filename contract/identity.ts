import { z } from 'zod';
import { alertChannels } from './alert-terms.ts';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';

export const PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_LENGTH_MAX = 128;
export const EMAIL_LENGTH_MAX = 254;
export const NAME_LENGTH_MAX = 80;
export const SESSIONS_LISTED_MAX = 100;

export const Email = z.string().trim().toLowerCase().max(EMAIL_LENGTH_MAX).pipe(z.email());
/** Taken as it is typed: any characters, spaces included, none cut or changed. */
export const Password = z
  .string()
  .min(PASSWORD_LENGTH_MIN)
  .max(PASSWORD_LENGTH_MAX)
  .refine((value) => value.isWellFormed(), 'Unpaired surrogates are not allowed');
const PasswordTyped = z.string().min(1).max(PASSWORD_LENGTH_MAX);

export const Register = z.strictObject({
  email: Email,
  password: Password,
  name: text({ min: 1, max: NAME_LENGTH_MAX }).optional(),
});
export const SignIn = z.strictObject({ email: Email, password: PasswordTyped });
export const TokenRequest = SignIn;
export const REFRESH_TOKEN_LENGTH_MAX = 128;
export const RefreshRequest = z.strictObject({ refresh: z.string().min(1).max(REFRESH_TOKEN_LENGTH_MAX) });
export const Setup = z.strictObject({ token: z.string().min(1).max(128), email: Email, password: Password });
export const UpdateMe = z
  .strictObject({
    name: text({ min: 1, max: NAME_LENGTH_MAX }).optional(),
    password: Password.optional(),
    current_password: PasswordTyped.optional(),
  })
  .refine((value) => value.name !== undefined || value.password !== undefined, 'Send name, password or both')
  .refine((value) => value.password === undefined || value.current_password !== undefined, {
    path: ['current_password'],
    message: 'Send the current password with a new one',
  });
export const DeleteMe = z.strictObject({ current_password: PasswordTyped });

export const Me = z.strictObject({
  id: Id,
  email: z.string(),
  name: z.string(),
  tier: z.enum(['standard', 'premium']),
  role: z.enum(['user', 'admin']),
  /** The shared demo account: it can be used, not changed. */
  is_demo: z.boolean(),
  created_at: Time,
});
export const UsersQuery = Page.extend({ q: text({ min: 1, max: EMAIL_LENGTH_MAX }).optional() });
export const UserList = z.array(Me).max(PAGE_LIMIT_MAX);
export const UpdateUser = z
  .strictObject({ tier: z.enum(['standard', 'premium']).optional(), role: z.enum(['user', 'admin']).optional() })
  .refine((value) => value.tier !== undefined || value.role !== undefined, 'Send tier, role or both');
export const AuditQuery = Page.extend({ subject: Id.optional() });
/** `actor` is an e-mail address; null when the program itself acted, or the account is erased. */
export const AuditList = z
  .array(
    z.strictObject({
      id: Id,
      at: Time,
      actor_id: Id.nullable(),
      actor: z.string().nullable(),
      action: z.string(),
      subject_id: Id,
      /** E-mail address, where the subject is an account. */
      subject: z.string().nullable(),
      request_id: z.string().nullable(),
      detail: z.record(z.string(), z.string()),
    }),
  )
  .max(PAGE_LIMIT_MAX);
/** `user` is null for a visitor; `demo` says whether there is a demo account to try. */
export const Session = z.strictObject({ user: Me.nullable(), demo: z.boolean() });
export const SessionList = z
  .array(
    z.strictObject({
      id: Id,
      kind: z.enum(['browser', 'token']),
      current: z.boolean(),
      created_at: Time,
      last_used_at: Time,
      client: z.string(),
    }),
  )
  .max(SESSIONS_LISTED_MAX);
/** `access` is a JWT for the Authorization header, good for `expires_in` seconds; `refresh` is spent once for the next pair. */
export const TokenPair = z.strictObject({
  access: z.string(),
  refresh: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int(),
});

const TierRow = z.strictObject({
  tier: z.enum(['anonymous', 'standard', 'premium']),
  name: z.string(),
  watchlists_max: z.int(),
  watchlist_items_max: z.int(),
  active_alerts_max: z.int(),
  list_alerts_max: z.int(),
  /** Where an alert can be told. */
  channels: z.array(z.enum(alertChannels)).max(alertChannels.length),
  live_interval_ms: z.int(),
  live_symbols_max: z.int(),
  history_days: z.int().nullable(),
  requests_per_minute: z.int(),
});
export const TierList = z.array(TierRow).max(8);
