import { useTitle } from '../../../lib/use-title.ts';

export function InvitationPage() {
  useTitle('Invitation');
  return (
    <div className="page">
      <h1>Invitation</h1>
    </div>
  );
}
