import type { Appearance } from '@stripe/stripe-js';
import { shownTheme } from '../../../app/preferences.ts';

/** The look of this page for the fields that stand in frames of Stripe's, where no style of ours reaches. */
export function cardAppearance(): Appearance {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string): string => style.getPropertyValue(token).trim();
  return {
    theme: shownTheme() === 'dark' ? 'night' : 'stripe',
    labels: 'above',
    disableAnimations: matchMedia('(prefers-reduced-motion: reduce)').matches,
    variables: {
      colorPrimary: colour('--accent'),
      colorBackground: colour('--bg'),
      colorText: colour('--text'),
      colorTextSecondary: colour('--muted'),
      colorTextPlaceholder: colour('--muted'),
      colorDanger: colour('--danger'),
      colorSuccess: colour('--ok'),
      colorWarning: colour('--warn'),
      iconColor: colour('--muted'),
      inputColorBorder: colour('--control'),
      fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
      // Smaller text makes phones zoom into a field.
      fontSizeBase: '16px',
      borderRadius: '6px',
      spacingUnit: '4px',
    },
  };
}
