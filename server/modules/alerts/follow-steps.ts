import type { ListMember } from '../watchlists/index.ts';
import type { Definition } from './alert.ts';
import { compareDecimals } from './exact-decimal.ts';

/** A list alert, and what it watches now. */
export interface FollowingAlert {
  readonly id: string;
  readonly definition: Definition;
  readonly watched: readonly string[];
}

/** An alert that stands for a mark. */
export interface MarkAlert {
  readonly id: string;
  readonly instrument_id: string;
  readonly condition_type: MarkCondition;
  readonly level: string;
}

export type MarkCondition = 'PRICE_ABOVE' | 'PRICE_BELOW';

/** Alerts of one list beside its members. */
export interface Followed {
  readonly members: readonly ListMember[];
  readonly following: readonly FollowingAlert[];
  readonly marks: readonly MarkAlert[];
}

/** What must change so that alerts are in step with their list. */
export interface FollowSteps {
  readonly joins: readonly { readonly alert: FollowingAlert; readonly instrument_ids: readonly string[] }[];
  readonly leaves: readonly { readonly alert: FollowingAlert; readonly instrument_ids: readonly string[] }[];
  readonly set: readonly Omit<MarkAlert, 'id'>[];
  /** Marks that stand at another level now. */
  readonly moved: readonly MarkAlert[];
  readonly cleared: readonly string[];
}

export function stepsOf({ members, following, marks }: Followed): FollowSteps {
  const ids = new Set(members.map((member) => member.instrument_id));
  const wanted = new Map(members.flatMap(marksOf).map((mark) => [markKey(mark), mark]));
  const present = new Set(marks.map(markKey));
  return {
    joins: following
      .map((alert) => {
        const watched = new Set(alert.watched);
        return { alert, instrument_ids: [...ids].filter((id) => !watched.has(id)) };
      })
      .filter(({ instrument_ids }) => instrument_ids.length > 0),
    leaves: following
      .map((alert) => ({ alert, instrument_ids: alert.watched.filter((id) => !ids.has(id)) }))
      .filter(({ instrument_ids }) => instrument_ids.length > 0),
    set: [...wanted].filter(([key]) => !present.has(key)).map(([, mark]) => mark),
    moved: marks.flatMap((mark) => {
      const now = wanted.get(markKey(mark));
      return now === undefined || compareDecimals(now.level, mark.level) === 0 ? [] : [{ ...mark, level: now.level }];
    }),
    cleared: marks.filter((mark) => !wanted.has(markKey(mark))).map((mark) => mark.id),
  };
}

/** How many things are out of step. */
export function countSteps({ joins, leaves, set, moved, cleared }: FollowSteps): number {
  const targets = [...joins, ...leaves].reduce((sum, { instrument_ids }) => sum + instrument_ids.length, 0);
  return targets + set.length + moved.length + cleared.length;
}

function marksOf({ instrument_id, price_above, price_below }: ListMember): Omit<MarkAlert, 'id'>[] {
  return [
    ...(price_above === null ? [] : [{ instrument_id, condition_type: 'PRICE_ABOVE' as const, level: price_above }]),
    ...(price_below === null ? [] : [{ instrument_id, condition_type: 'PRICE_BELOW' as const, level: price_below }]),
  ];
}

function markKey({ instrument_id, condition_type }: Omit<MarkAlert, 'id' | 'level'>): string {
  return `${instrument_id} ${condition_type}`;
}
