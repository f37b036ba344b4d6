import type { z } from 'zod';
import * as alerts from './alerts.ts';
import * as analytics from './analytics.ts';
import { IdParams, Page, SymbolParams } from './fields.ts';
import * as backfills from './backfills.ts';
import * as facts from './facts.ts';
import * as history from './history.ts';
import * as identity from './identity.ts';
import * as bulk from './inventory-bulk.ts';
import * as catalogue from './inventory-catalogue.ts';
import * as collectibles from './inventory-collectibles.ts';
import * as filter from './inventory-filter.ts';
import * as imports from './inventory-imports.ts';
import * as photos from './inventory-photos.ts';
import * as stock from './inventory-stock.ts';
import * as vendors from './inventory-vendors.ts';
import * as marketAdmin from './market-admin.ts';
import * as market from './market.ts';
import * as markets from './markets.ts';
import * as notifications from './notifications.ts';
import * as providers from './providers.ts';
import * as realtime from './realtime.ts';
import type { RouteName, Routes } from './routes.ts';
import { orderSchemas } from './order-schemas.ts';
import * as watchlists from './watchlists.ts';

/** The schemas that route tables name. */
export const schemas = {
  IdParams,
  SymbolParams,
  PageQuery: Page,
  Register: identity.Register,
  SignIn: identity.SignIn,
  TokenRequest: identity.TokenRequest,
  RefreshRequest: identity.RefreshRequest,
  Setup: identity.Setup,
  UpdateMe: identity.UpdateMe,
  DeleteMe: identity.DeleteMe,
  Me: identity.Me,
  Session: identity.Session,
  SessionList: identity.SessionList,
  TokenPair: identity.TokenPair,
  TierList: identity.TierList,
  UsersQuery: identity.UsersQuery,
  UserList: identity.UserList,
  UpdateUser: identity.UpdateUser,
  AuditQuery: identity.AuditQuery,
  AuditList: identity.AuditList,
  StocksQuery: market.StocksQuery,
  QuotesQuery: market.QuotesQuery,
  Stock: market.Stock,
  StockList: market.StockList,
  QuoteList: market.QuoteList,
  SparklineList: market.SparklineList,
  AdminStock: marketAdmin.AdminStock,
  AddStock: marketAdmin.AddStock,
  UpdateStock: marketAdmin.UpdateStock,
  CorrectPrice: marketAdmin.CorrectPrice,
  PriceCorrection: marketAdmin.PriceCorrection,
  PriceCorrectionList: marketAdmin.PriceCorrectionList,
  SymbolSync: marketAdmin.SymbolSync,
  SymbolSyncs: marketAdmin.SymbolSyncs,
  HistoryQuery: history.HistoryQuery,
  History: history.History,
  CorporateActions: history.CorporateActions,
  AddSplit: history.AddSplit,
  Split: history.Split,
  SplitParams: history.SplitParams,
  SplitsBySymbol: history.SplitsBySymbol,
  StartBackfill: backfills.StartBackfill,
  Backfill: backfills.Backfill,
  BackfillList: backfills.BackfillList,
  FactConsumerParams: facts.FactConsumerParams,
  FactDeliveryParams: facts.FactDeliveryParams,
  FactConsumerList: facts.FactConsumerList,
  DeadFactsQuery: facts.DeadFactsQuery,
  DeadFactList: facts.DeadFactList,
  ReplayedFacts: facts.ReplayedFacts,
  ReplayFactHistory: facts.ReplayFactHistory,
  AnalyticsQuery: analytics.AnalyticsQuery,
  Analytics: analytics.Analytics,
  WatchlistAnalytics: analytics.WatchlistAnalytics,
  Markets: markets.Markets,
  ItemParams: watchlists.ItemParams,
  CreateWatchlist: watchlists.CreateWatchlist,
  UpdateWatchlist: watchlists.UpdateWatchlist,
  AddItem: watchlists.AddItem,
  AddItems: watchlists.AddItems,
  UpdateItem: watchlists.UpdateItem,
  ImportItems: watchlists.ImportItems,
  WatchlistSummaries: watchlists.WatchlistSummaries,
  Watchlist: watchlists.Watchlist,
  WatchlistItem: watchlists.WatchlistItem,
  ImportReport: watchlists.ImportReport,
  WatchlistShare: watchlists.WatchlistShare,
  SharedWatchlist: watchlists.SharedWatchlist,
  ShareParams: watchlists.ShareParams,
  CreateAlert: alerts.CreateAlert,
  UpdateAlert: alerts.UpdateAlert,
  ResumeAlert: alerts.ResumeAlert,
  AlertsQuery: alerts.AlertsQuery,
  FiringsQuery: alerts.FiringsQuery,
  ImportAlerts: alerts.ImportAlerts,
  Alert: alerts.Alert,
  AlertList: alerts.AlertList,
  Firing: alerts.Firing,
  FiringList: alerts.FiringList,
  AlertImportReport: alerts.AlertImportReport,
  NotificationsQuery: notifications.NotificationsQuery,
  Notification: notifications.Notification,
  NotificationList: notifications.NotificationList,
  UnreadCount: notifications.UnreadCount,
  ReadAll: notifications.ReadAll,
  Preferences: notifications.Preferences,
  UpdatePreferences: notifications.UpdatePreferences,
  Delivery: notifications.Delivery,
  DeliveryList: notifications.DeliveryList,
  DeliveriesQuery: notifications.DeliveriesQuery,
  DeliveryDetail: notifications.DeliveryDetail,
  CreateWebhook: notifications.CreateWebhook,
  UpdateWebhook: notifications.UpdateWebhook,
  Webhook: notifications.Webhook,
  WebhookList: notifications.WebhookList,
  WebhookWithSecret: notifications.WebhookWithSecret,
  WebhookTest: notifications.WebhookTest,
  AddPushSubscription: notifications.AddPushSubscription,
  PushSubscription: notifications.PushSubscription,
  PushSubscriptionList: notifications.PushSubscriptionList,
  PushKey: notifications.PushKey,
  UnsubscribeParams: notifications.UnsubscribeParams,
  Unsubscribed: notifications.Unsubscribed,
  KeptMailList: notifications.KeptMailList,
  KeptMail: notifications.KeptMail,
  ProviderList: providers.ProviderList,
  VendorParams: vendors.VendorParams,
  VendorPartParams: vendors.VendorPartParams,
  StaffParams: vendors.StaffParams,
  CreateVendor: vendors.CreateVendor,
  UpdateVendor: vendors.UpdateVendor,
  UpdateStaff: vendors.UpdateStaff,
  InviteStaff: vendors.InviteStaff,
  AcceptInvitation: vendors.AcceptInvitation,
  NameLocation: vendors.NameLocation,
  VisitVendor: vendors.VisitVendor,
  AllVendorsQuery: vendors.AllVendorsQuery,
  Vendor: vendors.Vendor,
  VendorList: vendors.VendorList,
  VendorNameList: vendors.VendorNameList,
  VendorVisit: vendors.VendorVisit,
  StaffMember: vendors.StaffMember,
  StaffList: vendors.StaffList,
  InvitationList: vendors.InvitationList,
  InvitationWithToken: vendors.InvitationWithToken,
  Location: vendors.Location,
  LocationList: vendors.LocationList,
  CreateCollectible: collectibles.CreateCollectible,
  UpdateCollectible: collectibles.UpdateCollectible,
  Collectible: collectibles.Collectible,
  CollectibleList: collectibles.CollectibleList,
  CollectibleChangeList: collectibles.CollectibleChangeList,
  CollectiblePriceList: collectibles.CollectiblePriceList,
  ReceiveStock: stock.ReceiveStock,
  AdjustStock: stock.AdjustStock,
  TransferStock: stock.TransferStock,
  WriteOffStock: stock.WriteOffStock,
  MovementsQuery: stock.MovementsQuery,
  StartCount: stock.StartCount,
  EnterCounts: stock.EnterCounts,
  Movement: stock.Movement,
  MovementList: stock.MovementList,
  StockCount: stock.StockCount,
  StockCountList: stock.StockCountList,
  CatalogueGameList: catalogue.CatalogueGameList,
  CatalogueSetsQuery: catalogue.CatalogueSetsQuery,
  CatalogueSetList: catalogue.CatalogueSetList,
  PrintingsQuery: catalogue.PrintingsQuery,
  Printing: catalogue.Printing,
  PrintingList: catalogue.PrintingList,
  CollectiblesQuery: filter.CollectiblesQuery,
  CollectibleFilter: filter.CollectibleFilter,
  FacetsQuery: filter.FacetsQuery,
  CollectibleFacets: filter.CollectibleFacets,
  CreateView: filter.CreateView,
  UpdateView: filter.UpdateView,
  SavedView: filter.SavedView,
  SavedViewList: filter.SavedViewList,
  PhotoParams: photos.PhotoParams,
  PhotoList: photos.PhotoList,
  FetchPhoto: photos.FetchPhoto,
  OrderPhotos: photos.OrderPhotos,
  UploadQuery: imports.UploadQuery,
  UpdateImport: imports.UpdateImport,
  ImportRowsQuery: imports.ImportRowsQuery,
  StockImport: imports.StockImport,
  StockImportList: imports.StockImportList,
  ImportRowList: imports.ImportRowList,
  SaveMapping: imports.SaveMapping,
  ImportMapping: imports.ImportMapping,
  ImportMappingList: imports.ImportMappingList,
  PreviewBulkEdit: bulk.PreviewBulkEdit,
  StartBulkEdit: bulk.StartBulkEdit,
  BulkPreview: bulk.BulkPreview,
  BulkEdit: bulk.BulkEdit,
  BulkEditList: bulk.BulkEditList,
  BulkEditsQuery: bulk.BulkEditsQuery,
  ValuationQuery: bulk.ValuationQuery,
  Valuation: bulk.Valuation,
  ValueHistoryQuery: bulk.ValueHistoryQuery,
  ValueHistory: bulk.ValueHistory,
  PrintLabels: bulk.PrintLabels,
  Ticket: realtime.Ticket,
  ...orderSchemas,
} as const;

export type SchemaName = keyof typeof schemas;
type Named<Part extends 'params' | 'query' | 'body' | 'reply', N extends RouteName> =
  Routes[N] extends Readonly<Record<Part, infer S extends SchemaName>> ? (typeof schemas)[S] : undefined;
type Read<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler receives: parsed, defaults filled in. */
export type ParamsOf<N extends RouteName> = Read<Named<'params', N>>;
export type QueryOf<N extends RouteName> = Read<Named<'query', N>>;
export type BodyOf<N extends RouteName> = Read<Named<'body', N>>;
/** `data` of the answer; null where the route has no reply. */
export type ReplyOf<N extends RouteName> = Named<'reply', N> extends z.ZodType ? z.output<Named<'reply', N>> : null;
/** What a client sends. */
export type ParamsInput<N extends RouteName> = Sent<Named<'params', N>>;
export type QueryInput<N extends RouteName> =
  Named<'query', N> extends z.ZodType
    ? Readonly<Record<string, string | number>> & { [K in keyof z.input<Named<'query', N>>]?: string | number }
    : undefined;
export type BodyInput<N extends RouteName> = Sent<Named<'body', N>>;
