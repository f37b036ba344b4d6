/**
 * What one copy is: its own condition, since a state of a product may hold several ("HP" the damaged ones too); or its
 * grade ("PSA 9"), or "Sealed".
 */
export function copyState({ state, condition }: { readonly state: string; readonly condition: string | null }): string {
  return condition === null || condition === 'SEALED' ? state : condition;
}
