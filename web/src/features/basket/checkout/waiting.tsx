/** Said while an order is read, or the bank is asked. */
export function Waiting({ words }: { readonly words: string }) {
  return (
    <div className="basket-page" aria-busy="true">
      <h1>Checkout</h1>
      <output className="paying-wait">
        <span className="spinner" aria-hidden="true" />
        {words}
      </output>
    </div>
  );
}

export const ASKED = 'Asking the bank how the payment stands. Nothing is charged twice; this page goes on by itself.';
export const PLACED = 'Your order is placed';
