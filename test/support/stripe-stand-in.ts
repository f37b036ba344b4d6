/**
 * What stands in for Stripe.js in a browser without the internet: the part of it that our page uses, against the API as the
 * local server speaks it. Code of pages is text here.
 */
export const STRIPE_JS = `(() => {
  const API = 'https://api.stripe.com/v1/payment_intents/';
  const FRAME = 'https://js.stripe.com/endive/card-frame.html';
  const OVER = ['succeeded', 'canceled', 'processing', 'requires_capture'];

  const ask = async (key, secret, more) => {
    const address = API + secret.split('_secret_')[0];
    const named = { key, client_secret: secret };
    const response = more === undefined
      ? await fetch(address + '?' + new URLSearchParams(named))
      : await fetch(address + '/confirm', { method: 'POST', body: new URLSearchParams({ ...named, ...more }) });
    return response.json();
  };

  const Stripe = (key) => ({
    elements({ clientSecret, appearance }) {
      const handlers = {};
      const tell = (name, event) => (handlers[name] ?? []).forEach((handler) => handler(event));
      const frame = document.createElement('iframe');
      const paint = (look) => frame.contentWindow?.postMessage({ look: look.variables }, '*');
      const group = { key, clientSecret, number: '' };
      const hear = ({ source, data }) => {
        if (source === frame.contentWindow) group.number = data.number;
      };
      const element = {
        on(name, handler) {
          (handlers[name] ??= []).push(handler);
          return element;
        },
        mount(place) {
          frame.title = 'Secure payment input frame';
          frame.src = FRAME;
          frame.style = 'width: 100%; height: 120px; border: 0';
          addEventListener('message', hear);
          place.append(frame);
          frame.addEventListener('load', async () => {
            paint(appearance);
            const intent = await ask(key, clientSecret);
            if (intent.error || OVER.includes(intent.status)) tell('loaderror', { elementType: 'payment', error: intent.error ?? {} });
            else tell('ready', { elementType: 'payment' });
          });
        },
        destroy() {
          removeEventListener('message', hear);
          frame.remove();
        },
      };
      return {
        create: () => element,
        update: ({ appearance: look }) => paint(look),
        _group: group,
      };
    },
    async confirmPayment({ elements, confirmParams, redirect }) {
      const { clientSecret, number } = elements._group;
      if (number.length !== 16)
        return { error: { type: 'validation_error', code: 'incomplete_number', message: 'Your card number is incomplete.' } };
      const { return_url } = confirmParams;
      const intent = await ask(key, clientSecret, {
        return_url,
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': number,
      });
      if (intent.error) return { error: intent.error };
      if (intent.status === 'requires_action') {
        location.assign(intent.next_action.redirect_to_url.url);
        return new Promise(() => {});
      }
      if (redirect !== 'if_required') location.assign(return_url);
      return { paymentIntent: intent };
    },
  });
  Stripe.version = 'endive';
  window.Stripe = Stripe;
})();`;

/** The fields, on a page of Stripe's own. */
export const CARD_FRAME = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Card</title></head>
  <body>
    <label>Card number <input name="number" inputmode="numeric" autocomplete="cc-number" /></label>
    <script>
      const input = document.querySelector('input');
      input.addEventListener('input', () => parent.postMessage({ number: input.value.replaceAll(' ', '') }, '*'));
      addEventListener('message', ({ data: { look } }) => {
        for (const { style } of [document.body, input]) {
          style.background = look.colorBackground;
          style.color = look.colorText;
        }
      });
    </script>
  </body>
</html>`;

/** The page of a bank that asks whether it is the buyer; where each answer leads. */
export function bankPage(answers: Readonly<Record<string, string>>): string {
  const links = Object.entries(answers).map(([name, url]) => `<p><a href="${url}">${name}</a></p>`);
  return `<!doctype html><html lang="en"><head><title>Your bank</title></head><body><h1>Your bank</h1>${links.join('')}</body></html>`;
}
