/** Of a payment of the test provider, from the page its buyer is sent to. */
export function refOf(action_url: string | null | undefined): string {
  return action_url?.split('/').at(-1) ?? '';
}
