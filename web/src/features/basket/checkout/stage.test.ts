import { describe, expect, it } from 'vitest';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { stageOf } from './stage.ts';

const stage = (status: OrderGroupView['status'], state: NonNullable<OrderGroupView['payment']>['state']) =>
  stageOf({
    status,
    payment: {
      id: 'p',
      provider: 'test',
      state,
      amount_minor: 1,
      currency: 'EUR',
      action_url: null,
      client_secret: null,
      message: null,
    },
  });

describe('an order on its way to being paid', () => {
  it('is paid when it is placed, whatever is known of the payment', () => {
    expect(stage('placed', 'unknown')).toBe('paid');
    expect(stageOf({ status: 'placed', payment: null })).toBe('paid');
  });

  it('waits for an answer that did not come, and for money that was taken', () => {
    expect(stage('pending_payment', 'unknown')).toBe('asked');
    expect(stage('pending_payment', 'captured')).toBe('asked');
  });

  it('can be paid another way after a decline, and goes on at a bank that asks', () => {
    expect(stage('pending_payment', 'declined')).toBe('declined');
    expect(stage('pending_payment', 'needs_action')).toBe('action');
  });

  it('is over when it ran out', () => {
    expect(stage('expired', 'declined')).toBe('over');
  });
});
