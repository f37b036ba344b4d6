import type { Notice } from './notice.ts';

/** An invitation to a shop's staff, as the one who is invited hears of it. */
export interface Invitation {
  readonly invitation_id: string;
  readonly vendor_id: string;
  readonly vendor: string;
  readonly role: string;
  readonly invited_by: string;
  /** Of the page that accepts it. */
  readonly path: string;
  readonly at: Date;
}

/** Begins the keys of all invitations an account was told of; the vendor's follows. */
export const INVITATION_KEY = 'invitation:';

/**
 * By mail alone: the link is for whoever reads the mailbox, and nobody has shown that an account's address is theirs.
 */
export function invitationNotice(user: { readonly id: string }, invitation: Invitation): Notice {
  const { invitation_id, vendor_id, vendor, role, invited_by, path, at } = invitation;
  return {
    user_id: user.id,
    kind: 'account',
    dedupe_key: `${INVITATION_KEY}${vendor_id}:${invitation_id}`,
    group: `${INVITATION_KEY}${vendor_id}`,
    title: `You are invited to the staff of “${vendor}”`,
    body: [
      'Open the invitation and sign in with this address to join. The link works once, and for a week.',
      'If you do not know who invites you, do nothing: nobody joins without you.',
    ].join('\n\n'),
    facts: [
      { label: 'Shop', value: vendor },
      { label: 'Role', value: role },
      { label: 'Invited by', value: invited_by },
    ],
    link: path,
    symbol: null,
    alert_id: null,
    firing_id: null,
    simulated: false,
    channels: ['email'],
    at,
  };
}
