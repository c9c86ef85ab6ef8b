'use strict';
/* The merchant's payment handler: every movement of money is asked of the gateway, once for each key. */

const { randomUUID } = require('node:crypto');
const { LanguageCode, PaymentMethodHandler } = require('@vendure/core');
const { call } = require('./calling');

/** Make the handler `card`; it takes the money at once where the payment method says so. */
function cardHandler(setting) {
    const gateway = (path, key, body) =>
        call('POST', setting.gateway + path, { body, token: setting.world_token, headers: { 'idempotency-key': key } });
    const asked = (order, metadata) => metadata.key || `${order.code}-${randomUUID()}`;
    return new PaymentMethodHandler({
        code: 'card',
        description: [{ languageCode: LanguageCode.en, value: 'Card' }],
        args: { captures: { type: 'boolean', defaultValue: false } },
        createPayment: async (ctx, order, owed, args, metadata) => {
            const key = asked(order, metadata);
            const amount = Math.min(metadata.amount || owed, owed);
            const { body } = await gateway('/payments', key, {
                amount,
                currency: order.currencyCode,
                reference: order.code,
                intent: key,
                card: metadata.card,
                capture: args.captures,
            });
            if (body.state !== 'succeeded') {
                return { amount, state: 'Declined', errorMessage: body.reason || 'refused', metadata: { public: {} } };
            }
            const moved = { payment: body.payment_id, authorize: body.authorization_id || body.transaction_id };
            if (args.captures) {
                moved.capture = body.transaction_id;
            }
            return {
                amount,
                state: args.captures ? 'Settled' : 'Authorized',
                transactionId: moved.authorize,
                metadata: moved,
            };
        },
        settlePayment: async (ctx, order, payment) => {
            const { status, body } = await gateway(
                `/payments/${payment.metadata.payment}/captures`, `capture-${payment.id}-${randomUUID()}`, { amount: payment.amount },
            );
            return status < 300
                ? { success: true, metadata: { capture: body.transaction_id } }
                : { success: false, errorMessage: body.error };
        },
        cancelPayment: async (ctx, order, payment) => {
            const { status, body } = await gateway(`/payments/${payment.metadata.payment}/voids`, `void-${payment.id}`, {});
            return status < 300
                ? { success: true, metadata: { void: body.transaction_id } }
                : { success: false, errorMessage: body.error };
        },
        createRefund: async (ctx, input, amount, order, payment) => {
            const { status, body } = await gateway(
                `/payments/${payment.metadata.payment}/refunds`, `refund-${payment.id}-${randomUUID()}`, { amount },
            );
            if (status >= 300) {
                return { state: 'Failed', transactionId: '', metadata: { error: body.error } };
            }
            return { state: 'Settled', transactionId: body.transaction_id, metadata: {} };
        },
    });
}

module.exports = { cardHandler };
