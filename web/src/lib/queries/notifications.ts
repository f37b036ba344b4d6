import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Channel, NotificationKind, NotificationView } from '../../../../contract/notifications.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { call } from '../api.ts';

/** What tells the person of things: every key begins with `notifications`. */

export type { Channel, DeliveryView, NotificationKind, NotificationView } from '../../../../contract/notifications.ts';
export type { PreferencesView, WebhookView } from '../../../../contract/notifications.ts';
export type DeliveryDetail = ReplyOf<'getDelivery'>;
export type DeliveryStatus = DeliveryDetail['status'];
export type PushBrowser = ReplyOf<'listPushSubscriptions'>[number];
export type KeptMail = ReplyOf<'getKeptMail'>;

/** Entries a page of the inbox has, and those behind the bell. */
const INBOX_PAGE = 40;
export const NEWEST_MAX = 8;

export interface InboxPage {
  readonly notifications: readonly NotificationView[];
  readonly next_cursor: string | null;
}
/** What the inbox is narrowed to. */
export interface InboxFilter {
  readonly unread?: boolean | undefined;
  readonly kind?: NotificationKind | undefined;
}

export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'] as const,
  queryFn: async ({ signal }) => (await call('getUnreadCount', { signal })).data.unread,
  staleTime: 60_000,
});

/** The newest few, for the bell. */
export const newestQuery = queryOptions({
  queryKey: ['notifications', 'newest'] as const,
  queryFn: async ({ signal }) => (await call('listNotifications', { query: { limit: NEWEST_MAX }, signal })).data,
  staleTime: 30_000,
});

/** The inbox, a page after another. */
export function inboxQuery({ unread, kind }: InboxFilter) {
  return infiniteQueryOptions({
    queryKey: ['notifications', 'inbox', { unread: unread === true, kind: kind ?? null }] as const,
    queryFn: async ({ pageParam, signal }): Promise<InboxPage> => {
      const query = {
        limit: INBOX_PAGE,
        ...(unread === true && { unread: 'true' as const }),
        ...(kind !== undefined && { kind }),
        ...(pageParam !== null && { cursor: pageParam }),
      };
      const { data, meta } = await call('listNotifications', { query, signal });
      return { notifications: data, next_cursor: meta.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: InboxPage) => page.next_cursor,
    staleTime: 30_000,
  });
}

/** Where one notification went, and how it is going. */
export function notificationDeliveriesQuery(id: string) {
  return queryOptions({
    queryKey: ['notifications', 'deliveries-of', id] as const,
    queryFn: async ({ signal }) => (await call('listNotificationDeliveries', { params: { id }, signal })).data,
  });
}

export const preferencesQuery = queryOptions({
  queryKey: ['notifications', 'preferences'] as const,
  queryFn: async ({ signal }) => (await call('getPreferences', { signal })).data,
  staleTime: 30_000,
});

export const webhooksQuery = queryOptions({
  queryKey: ['notifications', 'webhooks'] as const,
  queryFn: async ({ signal }) => (await call('listWebhooks', { signal })).data,
});

export const pushBrowsersQuery = queryOptions({
  queryKey: ['notifications', 'push'] as const,
  queryFn: async ({ signal }) => (await call('listPushSubscriptions', { signal })).data,
});

export interface DeliveryFilter {
  readonly status?: DeliveryStatus | undefined;
  readonly channel?: Channel | undefined;
  readonly webhook_id?: string | undefined;
  readonly cursor?: string | null;
  readonly limit?: number;
}

const DELIVERIES_PAGE = 30;
/** How often deliveries are asked for again while one of them is under way. */
const UNDER_WAY_MS = 2_000;

/** What was sent to the person; with `everybody`, what was sent to anyone, as administrators see it. */
export function deliveriesQuery(filter: DeliveryFilter, everybody = false) {
  const { status, channel, webhook_id, cursor, limit = DELIVERIES_PAGE } = filter;
  return queryOptions({
    queryKey: ['notifications', everybody ? 'all-deliveries' : 'deliveries', filter] as const,
    queryFn: async ({ signal }) => {
      const query = {
        limit,
        ...(status && { status }),
        ...(channel && { channel }),
        ...(webhook_id && { webhook_id }),
        ...(cursor && { cursor }),
      };
      const { data, meta } = await call(everybody ? 'listDeadDeliveries' : 'listDeliveries', { query, signal });
      return { deliveries: data, next_cursor: meta.next_cursor ?? null };
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some((delivery) => delivery.status === 'pending') ? UNDER_WAY_MS : false,
  });
}

/** One delivery with its attempts; with `everybody`, of anyone. */
export function deliveryQuery(id: string, everybody = false) {
  return queryOptions({
    queryKey: ['notifications', 'delivery', id] as const,
    queryFn: async ({ signal }) =>
      (await call(everybody ? 'getAnyDelivery' : 'getDelivery', { params: { id }, signal })).data,
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? UNDER_WAY_MS : false),
  });
}

/** Mails that were kept here instead of sent. */
export const keptMailsQuery = queryOptions({
  queryKey: ['notifications', 'mails'] as const,
  queryFn: async ({ signal }) => (await call('listKeptMails', { query: { limit: 100 }, signal })).data,
  refetchInterval: 5_000,
});

export function keptMailQuery(id: string) {
  return queryOptions({
    queryKey: ['notifications', 'mail', id] as const,
    queryFn: async ({ signal }) => (await call('getKeptMail', { params: { id }, signal })).data,
    staleTime: Infinity,
  });
}
