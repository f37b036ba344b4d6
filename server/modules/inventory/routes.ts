import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { type InventoryDoors, nobodyElse } from './doors.ts';
import { bulkEditRoutes } from './bulk/routes.ts';
import { importRoutes } from './import/routes.ts';
import { labelRoutes } from './labels/routes.ts';
import { photoRoutes } from './photos/routes.ts';
import { collectibleRoutes } from './routes-collectibles.ts';
import { stockRoutes } from './routes-stock.ts';
import { listInvitations } from './selectors/list-invitations.ts';
import { listLocations } from './selectors/list-locations.ts';
import { listStaff } from './selectors/list-staff.ts';
import { getVendor, listAllVendors, listVendors } from './selectors/list-vendors.ts';
import { acceptInvitation } from './services/accept-invitation.ts';
import { removeStaff, updateStaff } from './services/change-staff.ts';
import { closeVendor } from './services/close-vendor.ts';
import { createVendor } from './services/create-vendor.ts';
import { inviteStaff, revokeInvitation } from './services/invite-staff.ts';
import { createLocation, updateLocation, updateVendor, visitVendor } from './services/update-vendor.ts';
import { said } from './said.ts';
import { valuationRoutes } from './valuation/routes.ts';
import { windowRoutes } from './window/routes.ts';

export function inventoryRoutes(platform: Platform, doors: InventoryDoors = nobodyElse): Route[] {
  return [
    ...vendorRoutes(platform, doors),
    ...staffRoutes(platform, doors),
    ...adminRoutes(platform),
    ...collectibleRoutes(platform),
    ...stockRoutes(platform, doors.promises),
    ...importRoutes(platform),
    ...bulkEditRoutes(platform),
    ...valuationRoutes(platform),
    ...labelRoutes(platform),
    ...photoRoutes(platform),
    ...windowRoutes(platform),
  ];
}

function vendorRoutes(platform: Platform, { promises }: InventoryDoors): Route[] {
  return [
    route('listVendors', async ({ actor }) => ({ data: await listVendors(platform, actor) })),
    route('createVendor', async ({ actor, body }) => {
      const vendor = await createVendor(platform, actor, body);
      return said(vendor, `"${vendor.name}" is open.`);
    }),
    route('getVendor', async ({ actor, params }) => ({ data: await getVendor(platform, actor, params.vendor_id) })),
    route('updateVendor', async ({ actor, params, body }) => {
      const vendor = await updateVendor(platform, actor, { ...params, ...body });
      return said(vendor, `"${vendor.name}" is saved.`);
    }),
    route('closeVendor', async ({ actor, params }) => {
      await closeVendor(platform, actor, params.vendor_id, promises);
      return said(null, 'The shop is closed.');
    }),
    route('listLocations', async ({ actor, params }) => ({
      data: await listLocations(platform, actor, params.vendor_id),
    })),
    route('createLocation', async ({ actor, params, body }) => {
      const location = await createLocation(platform, actor, { ...params, ...body });
      return said(location, `"${location.name}" is added.`);
    }),
    route('updateLocation', async ({ actor, params, body }) => {
      const location = await updateLocation(platform, actor, { ...params, ...body });
      return said(location, `"${location.name}" is saved.`);
    }),
  ];
}

function staffRoutes(platform: Platform, { invited }: InventoryDoors): Route[] {
  return [
    route('listStaff', async ({ actor, params }) => ({
      data: await listStaff(platform, actor, { ...params, route: 'listStaff' }),
    })),
    route('updateStaff', async ({ actor, params, body }) => {
      const member = await updateStaff(platform, actor, { ...params, ...body });
      return said(member, `${member.email} is ${member.role} now.`);
    }),
    route('removeStaff', async ({ actor, params }) => {
      await removeStaff(platform, actor, params);
      return said(null, params.user_id === actor.user_id ? 'You have left.' : 'They are off the staff.');
    }),
    route('listInvitations', async ({ actor, params }) => ({
      data: await listInvitations(platform, actor, params.vendor_id),
    })),
    route('inviteStaff', async ({ actor, params, body }) => {
      const invitation = await inviteStaff(platform, actor, { ...params, ...body }, invited);
      return said(invitation, `Send the link to ${invitation.email}; it is shown this once.`);
    }),
    route('revokeInvitation', async ({ actor, params }) => {
      await revokeInvitation(platform, actor, params);
      return said(null, 'The link is worthless now.');
    }),
    route('acceptInvitation', async ({ actor, body }) => {
      const vendor = await acceptInvitation(platform, actor, body.token);
      return said(vendor, `You are ${vendor.role} of "${vendor.name}".`);
    }),
  ];
}

function adminRoutes(platform: Platform): Route[] {
  return [
    route('listAllVendors', async ({ actor, query }) => {
      const { rows, meta } = await listAllVendors(platform, actor, query);
      return { data: rows, meta };
    }),
    route('visitVendor', async ({ actor, params, body, request }) => {
      const visit = await visitVendor(platform, { actor, ...params, ...body, request_id: request.id });
      return said(visit, 'You can look for an hour; your reason stands in the audit log.');
    }),
  ];
}
