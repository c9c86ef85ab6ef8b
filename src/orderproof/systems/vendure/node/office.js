'use strict';
/* The merchant's back office: releases what is due, and does what warehouse and carrier report, through the admin API. */

const { call } = require('./calling');

const GRACE_MS = 30 * 60 * 1000;
const TRIES_MAX = 5;
const LOGIN = 'mutation($u: String!, $p: String!) { login(username: $u, password: $p, rememberMe: true) { __typename } }';
const ORDER = `query($code: String!) { orders(options: {filter: {code: {eq: $code}}}) { items {
    id code state channels { code token } lines { id quantity productVariant { id sku } }
    payments { id state amount refunds { total state } } fulfillments { id state method lines { orderLineId quantity } }
    totalWithTax } } }`;

class Office {
    constructor(setting, find) {
        this.setting = setting;
        this.find = find;
        this.due = new Map();
        this.short = new Set();
        this.heard = new Map();
        this.busy = 0;
        this.ticking = false;
        this.token = null;
    }

    /** Note that an order is to be released after the time in which its customer may still change it. */
    await(code, since) {
        this.due.set(code, since.getTime() + GRACE_MS);
    }

    /** Count what is under way or overdue. */
    pending() {
        return this.busy + [...this.due.values()].filter(at => at <= Date.now()).length;
    }

    /** Release every order that is due, one after the other; called at short intervals, and never twice at once. */
    async tick() {
        if (this.ticking) {
            return;
        }
        this.ticking = true;
        try {
            for (const [code, at] of [...this.due]) {
                if (at <= Date.now()) {
                    await this.release(code);
                    this.due.delete(code);
                }
            }
        } finally {
            this.ticking = false;
        }
    }

    /** Tell the warehouse of one new fulfilment. Its method reads `post:<location>`. */
    async hand(fulfilment, order, lines) {
        const [, location] = String(fulfilment.method).split(':');
        const address = order.shippingAddress || {};
        const { status, body } = await this.working(() => call('POST', `${this.setting.warehouse}/releases`, {
            token: this.setting.world_token,
            body: {
                fulfilment_id: `F${fulfilment.id}`,
                order_id: order.code,
                location: location || 'berlin',
                method: 'post',
                label_address: [address.streetLine1, address.postalCode, address.city, address.countryCode].join(', '),
                lines: lines.map(each => ({ line_id: String(each.id), sku: each.sku, quantity: each.quantity })),
            },
        }));
        if (status >= 300) {
            throw new Error(`the warehouse did not take F${fulfilment.id}: ${JSON.stringify(body)}`);
        }
    }

    /** Do what a webhook tells, once. What Vendure refuses again and again is left to a person: who told it is thanked. */
    async hear(told) {
        const tries = (this.heard.get(told.event_id) || 0) + 1;
        if (tries > TRIES_MAX) {
            return;
        }
        this.heard.set(told.event_id, tries);
        await this.working(() => (HEARD[told.type] || (() => undefined)).call(this, told));
        this.heard.set(told.event_id, TRIES_MAX);
    }

    async release(code) {
        const order = await this.order(code);
        if (!order || !['PaymentAuthorized', 'PaymentSettled', 'PartiallyShipped', 'PartiallyDelivered'].includes(order.state)) {
            return;
        }
        const parts = await this.find.unfulfilled(order);
        for (const [location, lines] of parts) {
            const made = await this.admin(
                `mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) {
                    __typename ... on Fulfillment { id } ... on ErrorResult { errorCode message } } }`,
                { input: { lines, handler: { code: 'manual-fulfillment', arguments: [
                    { name: 'method', value: `post:${location}` }, { name: 'trackingCode', value: '' }] } } },
                order,
            );
            if (made.addFulfillmentToOrder.errorCode === 'INSUFFICIENT_STOCK_ON_HAND_ERROR') {
                this.short.add(code);
            }
        }
    }

    async shipped({ order_id: code, fulfilment_id: name }) {
        const order = await this.order(code);
        if (!order) {
            return;
        }
        for (const payment of order.payments.filter(each => each.state === 'Authorized')) {
            await this.admin(
                `mutation($id: ID!) { settlePayment(id: $id) { __typename ... on ErrorResult { errorCode message } } }`,
                { id: payment.id }, order,
            );
        }
        await this.giveBack(order, 'captured more than the order is worth by now');
        await this.move(order, name, 'Shipped');
    }

    /** Refund what was taken beyond what the order comes to: after a capture of more than is left of it. */
    async giveBack(order, reason) {
        const now = await this.order(order.code);
        const settled = now.payments.filter(each => each.state === 'Settled');
        const kept = each => each.refunds.filter(one => one.state !== 'Failed').reduce((left, one) => left - one.total, each.amount);
        let surplus = settled.reduce((sum, each) => sum + kept(each), 0) - now.totalWithTax;
        for (const payment of settled) {
            const back = Math.min(surplus, kept(payment));
            if (back > 0) {
                await this.refund(now, payment.id, back, reason);
                surplus -= back;
            }
        }
    }

    async refund(order, paymentId, amount, reason) {
        return this.admin(
            `mutation($input: RefundOrderInput!) { refundOrder(input: $input) { __typename ... on Refund { id state total } ... on ErrorResult { errorCode message } } }`,
            { input: { paymentId, amount, lines: [], shipping: 0, adjustment: 0, reason } }, order,
        );
    }

    async move(order, name, state) {
        const fulfilment = order.fulfillments.find(each => `F${each.id}` === name);
        const from = { Shipped: ['Pending'], Delivered: ['Pending', 'Shipped'] }[state];
        if (fulfilment && from.includes(fulfilment.state)) {
            await this.admin(
                `mutation($id: ID!, $state: String!) { transitionFulfillmentToState(id: $id, state: $state) {
                    __typename ... on ErrorResult { errorCode message } } }`,
                { id: fulfilment.id, state }, order,
            );
        }
    }

    async received({ sku, location, quantity }) {
        await this.adjust(sku, location, quantity);
        const waiting = [...this.short];
        this.short.clear();
        for (const code of waiting) {
            await this.release(code);
        }
    }

    async adjust(sku, location, by) {
        const { productVariants: { items: [variant] } } = await this.admin(
            `query($sku: String!) { productVariants(options: {filter: {sku: {eq: $sku}}}) { items { id
                stockLevels { stockOnHand stockLocation { id name } } } } }`, { sku });
        const locations = await this.find.locations();
        const level = variant.stockLevels.find(each => each.stockLocation.name === location);
        await this.admin(
            'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
            { input: [{ id: variant.id, stockLevels: [{ stockLocationId: locations[location], stockOnHand: (level ? level.stockOnHand : 0) + by }] }] },
        );
    }

    async inspected({ return_id: id, order_id: code, location, lines, disposition }) {
        const order = await this.order(code);
        if (!order) {
            return;
        }
        const before = order.totalWithTax;
        await this.admin(
            `mutation($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ... on ErrorResult { errorCode message } } }`,
            { input: { orderId: order.id, reason: `return ${id}`, lines: lines.map(each => ({ orderLineId: each.line_id, quantity: each.quantity })) } },
            order,
        );
        const after = await this.order(code);
        const settled = order.payments.find(each => each.state === 'Settled');
        if (settled && before > after.totalWithTax) {
            await this.refund(order, settled.id, before - after.totalWithTax, `return ${id}`);
        }
        if (disposition === 'scrap') {
            for (const each of lines) {
                await this.adjust(each.sku, location, -each.quantity);
            }
        }
    }

    async scanned({ order_id: code, parcel_id: parcel, status }) {
        if (status === 'delivered') {
            const order = await this.order(code);
            if (order) {
                await this.move(order, String(parcel).replace(/^P-/, ''), 'Delivered');
            }
        }
    }

    async order(code) {
        return (await this.admin(ORDER, { code })).orders.items[0];
    }

    /** Ask the admin API in the channel of an order; throws on an error that is none of the schema's. */
    async admin(query, variables, order) {
        const channel = order && order.channels.find(each => each.code !== '__default_channel__');
        return this.ask(query, variables, channel ? channel.token : undefined);
    }

    async ask(query, variables, channel) {
        if (!this.token && query !== LOGIN) {
            await this.ask(LOGIN, { u: 'superadmin', p: this.setting.token });
        }
        const answer = await fetch(`${this.setting.own_url}/admin-api`, {
            method: 'POST',
            headers: {
                'content-type': 'application/json',
                ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
                ...(channel ? { 'vendure-token': channel } : {}),
            },
            body: JSON.stringify({ query, variables }),
        });
        this.token = answer.headers.get('vendure-auth-token') || this.token;
        const body = await answer.json();
        if (body.errors) {
            throw new Error(body.errors.map(each => each.message).join('; '));
        }
        return body.data;
    }

    async working(work) {
        this.busy++;
        try {
            return await work();
        } finally {
            this.busy--;
        }
    }
}

const HEARD = {
    shipped: Office.prototype.shipped,
    'stock.received': Office.prototype.received,
    'return.inspected': Office.prototype.inspected,
    scan: Office.prototype.scanned,
};

module.exports = { Office };
