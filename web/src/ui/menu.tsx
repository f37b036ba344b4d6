import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { KeyHint } from './key-hint.tsx';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** A menu of actions on a button. */
export function Menu({ trigger, children, align = 'start', open, onOpenChange }: MenuProps) {
  return (
    <Base.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  readonly icon?: ReactElement;
  readonly keys?: readonly string[];
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, keys, danger = false, disabled = false, onSelect, children }: MenuItemProps) {
  return (
    <Base.Item className={classNames('menu-item', danger && 'menu-item-danger')} disabled={disabled} onClick={onSelect}>
      {icon}
      <span className="grow">{children}</span>
      {keys && <KeyHint keys={keys} />}
    </Base.Item>
  );
}

/** An item that leads to another page. `link` is the router's link or an anchor, without children. */
export function MenuLink({
  icon,
  link,
  children,
}: Pick<MenuItemProps, 'icon' | 'children'> & { readonly link: ReactElement }) {
  return (
    <Base.LinkItem className="menu-item" closeOnClick render={link}>
      {icon}
      <span className="grow">{children}</span>
    </Base.LinkItem>
  );
}

interface MenuChoicesProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly keys?: readonly string[] }[];
  readonly onChange: (value: Value) => void;
}

/** One choice of several inside a menu. */
export function MenuChoices<Value extends string>({ label, value, options, onChange }: MenuChoicesProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick>
            <span className="grow">{option.label}</span>
            <Base.RadioItemIndicator render={<Check className="icon" aria-hidden="true" />} />
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

interface MenuTickProps {
  readonly ticked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (ticked: boolean) => void;
  readonly children: ReactNode;
}

/** An item that is on or off; the menu stays open for the next. */
export function MenuTick({ ticked, disabled = false, onChange, children }: MenuTickProps) {
  return (
    <Base.CheckboxItem className="menu-item" checked={ticked} disabled={disabled} onCheckedChange={onChange}>
      <span className="grow">{children}</span>
      <Base.CheckboxItemIndicator render={<Check className="icon" aria-hidden="true" />} />
    </Base.CheckboxItem>
  );
}

/** A menu that opens beside an item of a menu. */
export function SubMenu({
  icon,
  label,
  disabled = false,
  children,
}: Pick<MenuItemProps, 'icon' | 'children' | 'disabled'> & { readonly label: string }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu-item" disabled={disabled}>
        {icon}
        <span className="grow">{label}</span>
        <ChevronRight aria-hidden="true" />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={2} collisionPadding={8}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}

export function MenuLine() {
  return <hr className="menu-line" />;
}
