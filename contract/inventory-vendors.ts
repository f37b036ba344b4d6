import { z } from 'zod';
import { Id, Page, text, Time } from './fields.ts';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { vendorRoles } from './inventory.rights.ts';

/** Who sells: vendors, their staff, invitations and locations. */

export const VENDOR_NAME_LENGTH_MAX = 80;
/** Vendors one account may own. */
export const VENDORS_OWNED_MAX = 10;
/** Vendors one account may serve, owned ones among them. */
export const VENDORS_SERVED_MAX = 100;
/** People on a vendor's staff, with those who are invited. */
export const STAFF_MAX = 200;
export const LOCATIONS_MAX = 100;
export const INVITATION_DAYS = 7;
export const VISIT_MINUTES = 60;

const Role = z.enum(vendorRoles);
const Name = text({ min: 1, max: VENDOR_NAME_LENGTH_MAX }).refine(
  (name) => !/[\r\n\t]/.test(name),
  'A name is one line',
);
const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const known_currencies = new Set(Intl.supportedValuesOf('currency'));
/** ISO 4217. */
export const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'A currency code such as USD')
  .refine((code) => known_currencies.has(code), 'A currency code of ISO 4217, such as USD');

export const VendorParams = z.strictObject({ vendor_id: Id });
export const VendorPartParams = z.strictObject({ vendor_id: Id, id: Id });
export const StaffParams = z.strictObject({ vendor_id: Id, user_id: Id });
export const CreateVendor = z.strictObject({ name: Name, currency: Currency.default('USD') });
export const UpdateVendor = z.strictObject({ name: Name });
export const UpdateStaff = z.strictObject({ role: Role });
export const InviteStaff = z.strictObject({ email: Email, role: Role });
export const AcceptInvitation = z.strictObject({
  token: z
    .string()
    .max(64)
    .regex(/^[\w-]{43}$/, 'The last part of the link you were sent'),
});
export const NameLocation = z.strictObject({ name: Name });
export const VisitVendor = z.strictObject({ reason: text({ min: 5, max: 300 }) });
export const AllVendorsQuery = Page;

/** `role` is yours with this vendor; "admin" for an administrator who looks in. */
export const Vendor = z.strictObject({
  id: Id,
  name: z.string(),
  currency: z.string(),
  role: z.enum([...vendorRoles, 'admin']),
  created_at: Time,
});
export const VendorList = z.array(Vendor).max(VENDORS_SERVED_MAX);
export const VendorName = z.strictObject({ id: Id, name: z.string(), created_at: Time });
export const VendorNameList = z.array(VendorName).max(PAGE_LIMIT_MAX);
export const VendorVisit = z.strictObject({ vendor_id: Id, reason: z.string(), expires_at: Time });
export const StaffMember = z.strictObject({
  user_id: Id,
  email: z.string(),
  name: z.string(),
  role: Role,
  joined_at: Time,
});
export const StaffList = z.array(StaffMember).max(STAFF_MAX);
export const Invitation = z.strictObject({ id: Id, email: z.string(), role: Role, created_at: Time, expires_at: Time });
export const InvitationList = z.array(Invitation).max(STAFF_MAX);
/** `token` is shown this once: the link is `/invitations/<token>` in the web app. */
export const InvitationWithToken = z.strictObject({ ...Invitation.shape, token: z.string(), link: z.url() });
export const Location = z.strictObject({ id: Id, name: z.string(), created_at: Time });
export const LocationList = z.array(Location).max(LOCATIONS_MAX);

export type VendorView = z.output<typeof Vendor>;
export type StaffMemberView = z.output<typeof StaffMember>;
export type InvitationView = z.output<typeof Invitation>;
export type LocationView = z.output<typeof Location>;
