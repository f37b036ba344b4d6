import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, ChevronsUpDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { vendorsQuery } from '../../../lib/queries/inventory.ts';
import { Menu, MenuItem, MenuLine, MenuLink } from '../../../ui/menu.tsx';
import { OpenShopDialog } from './open-shop.tsx';
import { useVendor } from './use-vendor.ts';

/** The name of the vendor; behind it the others one serves, and the way to open another. */
export function VendorSwitch() {
  const { vendor } = useVendor();
  const { data = [] } = useQuery(vendorsQuery);
  const [opening, setOpening] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="vendor-switch" aria-label={`${vendor.name}, change the shop`}>
            <span className="truncate">{vendor.name}</span>
            <ChevronsUpDown className="icon-small" aria-hidden="true" />
          </button>
        }
      >
        {data.map(({ id, name, role }) => (
          <MenuLink
            key={id}
            icon={<Check aria-hidden="true" className={id === vendor.id ? '' : 'invisible'} />}
            link={<Link to="/inventory/$vendor" params={{ vendor: id }} />}
          >
            {name} <span className="text-muted">· {role}</span>
          </MenuLink>
        ))}
        {data.length > 0 && <MenuLine />}
        <MenuItem icon={<Plus aria-hidden="true" />} onSelect={() => setOpening(true)}>
          Open another shop
        </MenuItem>
      </Menu>
      {opening && <OpenShopDialog onClose={() => setOpening(false)} />}
    </>
  );
}
