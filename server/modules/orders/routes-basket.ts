import type { BasketView } from '../../../contract/basket.ts';
import { AppError } from '../../../contract/errors.ts';
import { type Reply, type Route, route } from '../../platform/http/route.ts';
import { guestCookieName } from '../../platform/http/session-cookie.ts';
import type { Platform } from '../../platform/platform.ts';
import { getBasket } from './basket/selectors/get-basket.ts';
import type { ChangedBasket } from './basket/services/change-basket.ts';
import { emptyBasket, holdBasket, releaseBasket } from './basket/services/hold-basket.ts';
import { setLine } from './basket/services/set-line.ts';
import { updateBasket } from './basket/services/update-basket.ts';
import { GUEST_TOKEN_DAYS } from './buyer.ts';
import { checkOut } from './checkout/services/check-out.ts';
import { confirmPayment } from './checkout/services/confirm-payment.ts';
import { payAgain } from './checkout/services/pay-again.ts';
import { receiveWebhook } from './checkout/services/receive-webhook.ts';
import type { OrdersContext } from './context.ts';
import { TEST_METHODS } from './payments/test-provider/behaviours.ts';
import { readTestPayment } from './payments/test-provider/selectors/read-test-payment.ts';
import { answerTestPayment } from './payments/test-provider/services/answer-test-payment.ts';
import { statusWords } from './status-words.ts';

export function basketRoutes(context: OrdersContext): Route[] {
  const { platform } = context;
  const changed = (result: ChangedBasket, message: string) => changedReply(platform, result, message);
  return [
    route('getBasket', async (call) => ({ data: await getBasket(platform, call) })),
    route('setBasketLine', async ({ params, ...call }) => {
      const result = await setLine(platform, { ...call, ...params });
      return changed(result, call.body.quantity === 0 ? 'It is out of your basket.' : 'It is in your basket.');
    }),
    route('updateBasket', async (call) => changed(await updateBasket(platform, call), 'Your basket is saved.')),
    route('emptyBasket', async (call) => changed(await emptyBasket(platform, call), 'Your basket is empty.')),
    route('holdBasket', async (call) => changed(await holdBasket(platform, call), 'These pieces are held for you.')),
    route('releaseBasket', async (call) => changed(await releaseBasket(platform, call), 'Nothing is held for you.')),
    ...paymentRoutes(context),
    ...providerRoutes(context),
  ];
}

/** The basket; for a guest who got a token by this, with the token, once, and as a cookie. */
function changedReply(
  platform: Platform,
  { basket, new_token }: ChangedBasket,
  message: string,
): Reply<'setBasketLine'> & { readonly data: BasketView } {
  if (new_token === null) return { data: basket, meta: { message } };
  const cookie = { name: guestCookieName(platform.config), value: new_token, max_age_s: GUEST_TOKEN_DAYS * 86_400 };
  return { data: { ...basket, guest_token: new_token }, meta: { message }, cookies: [cookie] };
}

function paymentRoutes(context: OrdersContext): Route[] {
  return [
    route('checkOut', async (call) => {
      const data = await checkOut(context, call);
      return { data, meta: { message: statusWords(data) } };
    }),
    route('payAgain', async ({ params, ...call }) => {
      const data = await payAgain(context, { ...call, ...params });
      return { data, meta: { message: statusWords(data) } };
    }),
    route('confirmPayment', async ({ params, ...call }) => {
      const data = await confirmPayment(context, { ...call, ...params });
      return { data, meta: { message: statusWords(data) } };
    }),
    route('receivePaymentWebhook', async ({ params, upload, request }) => {
      await receiveWebhook(context, { ...params, headers: request.headers, body: upload });
      return { meta: { message: 'Taken.' } };
    }),
  ];
}

function providerRoutes({ platform, payments }: OrdersContext): Route[] {
  const is_test = payments.name === 'test';
  return [
    route('getPaymentProvider', async () => ({
      data: {
        provider: payments.name,
        publishable_key: payments.publishable_key,
        test_methods: is_test ? TEST_METHODS.map(({ method, does }) => ({ method, does })) : [],
      },
    })),
    route('getTestPayment', async ({ params }) => {
      const found = is_test ? await readTestPayment(platform, params.ref) : null;
      if (found === null) throw new AppError('payment_unknown');
      const { description: _, ...data } = found;
      return { data };
    }),
    route('answerTestPayment', async ({ params, body }) => {
      const result = is_test ? await answerTestPayment(platform, params.ref, body.answer) : null;
      if (result === null) throw new AppError('payment_unknown');
      if (!result.answered) throw new AppError('payment_settled');
      const { description: _, ...data } = result.payment;
      return { data, meta: { message: body.answer === 'approve' ? 'You approved it.' : 'You declined it.' } };
    }),
  ];
}
