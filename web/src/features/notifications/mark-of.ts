/** A number as it stands on an icon, where there is little room: 100 is "99+". */
export function markOf(count: number): string {
  return count > 99 ? '99+' : String(count);
}
