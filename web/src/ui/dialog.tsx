import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { classNames } from './class-names.ts';

interface DialogProps {
  readonly open: boolean;
  /** Called by Esc, by the close button and by a press outside. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** Buttons; the primary last. */
  readonly footer?: ReactNode;
  readonly wide?: boolean;
  /** What takes the focus first; the dialog as a whole without it. */
  readonly focusFirst?: RefObject<HTMLElement | null>;
}

/** A question or a small form over the page; on a phone a sheet from the bottom. Focus returns where it came from. */
export function Dialog({ open, onClose, title, description, children, footer, wide = false, focusFirst }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup
          className={classNames('dialog', wide && 'dialog-wide')}
          ref={popup}
          initialFocus={focusFirst ?? popup}
        >
          <header className="dialog-head">
            <Base.Title className="text-16 font-semibold">{title}</Base.Title>
            {/* No tooltip: it would take the first Esc for itself. */}
            <Base.Close className="icon-button" aria-label="Close">
              <X className="icon" aria-hidden="true" />
            </Base.Close>
          </header>
          <div className="dialog-body">
            {description !== undefined && <Base.Description className="text-muted">{description}</Base.Description>}
            {children}
          </div>
          {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Name for assistive technology; the content shows its own heading. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A panel from the right over the page. */
export function Drawer({ open, onClose, label, children }: DrawerProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup ref={popup} initialFocus={popup} className="drawer" aria-label={label}>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
