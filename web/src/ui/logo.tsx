/** The mark: a ring with a rising line that leaves it. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M20.2 12a8.2 8.2 0 1 1-4.4-7.26" stroke="currentColor" strokeWidth="2.1" />
      <path d="M6.4 14.8l3.6-4 3.2 2.8 6.4-7.8" stroke="var(--accent)" strokeWidth="2.1" />
    </svg>
  );
}
