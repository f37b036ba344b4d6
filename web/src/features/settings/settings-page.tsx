import { useUser } from '../../app/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Banner } from '../../ui/banner.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DeleteSection } from './delete-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SettingsNav } from './settings-nav.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** Everything a person can decide about their account and this screen. */
export function SettingsPage() {
  useTitle('Settings');
  const user = useUser();
  if (user === null) return null;
  return (
    <div className="page max-w-[920px]">
      <h1 className="mb-4 max-md:sr-only">Settings</h1>
      <SettingsNav />
      {user.is_demo && (
        <div className="mb-6 overflow-hidden rounded-control">
          <Banner tone="info">
            This is the shared demo account. Appearance is yours to change; the account itself is not.
          </Banner>
        </div>
      )}
      {!user.is_demo && <ProfileSection user={user} />}
      <AppearanceSection />
      {!user.is_demo && <PasswordSection user={user} />}
      <SessionsSection can_end={!user.is_demo} />
      {!user.is_demo && <DeleteSection user={user} />}
    </div>
  );
}
