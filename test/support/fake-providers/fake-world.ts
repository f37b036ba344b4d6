import type { Provider } from '../../../server/modules/market/providers/provider.ts';
import { type FakeAnswer, type FakeRequest, fakeProvider } from './fake-provider.ts';
import { marketWorld, type MarketWorld } from './market-world.ts';

type Fake = Awaited<ReturnType<typeof fakeProvider>>;

/** One provider against a server that speaks its frames, with a board behind it. */
export async function fakeWorld<P extends Provider>(
  symbols: Parameters<typeof marketWorld>,
  make: (parts: { readonly fake: Fake; readonly world: MarketWorld }) => P,
  answer: (request: FakeRequest, price: unknown, world: MarketWorld) => FakeAnswer,
) {
  const fake = await fakeProvider();
  const world = marketWorld(...symbols);
  const provider = make({ fake, world });
  let price: unknown = 189.12;
  let once: FakeAnswer | null = null;
  fake.answer((request) => {
    const instead = once;
    once = null;
    return instead ?? answer(request, price, world);
  });
  return {
    fake,
    provider,
    ...world,
    /** What stands where the price should from now on. */
    tell: (next: unknown) => {
      price = next;
    },
    /** What the next request is answered with. */
    tellOnce: (next: FakeAnswer) => {
      once = next;
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await fake[Symbol.asyncDispose]();
    },
  };
}
