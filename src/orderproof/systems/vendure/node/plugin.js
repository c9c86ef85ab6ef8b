'use strict';
/* Our plugin: it writes the journal, hears webhooks, and answers what the driver asks of time and rest. */

const { createHmac, timingSafeEqual } = require('node:crypto');
const core = require('@vendure/core');
const { Journal } = require('./journal');
const { Office } = require('./office');
const { howMany, underway } = require('./underway');

const TICK_MS = 50;

/** Give a list of lines with units added: one entry for each line, however often it is named. */
function added(lines, id, units) {
    const known = lines.find(each => each.orderLineId === id);
    return known
        ? lines.map(each => (each === known ? { orderLineId: id, quantity: each.quantity + units } : each))
        : [...lines, { orderLineId: id, quantity: units }];
}

/** Make the plugin class for one setting. */
function pluginFor(setting) {
    let journal = null;
    let office = null;
    let connected = null;

    class Clocked {
        beforeInsert({ entity }) {
            if (entity && typeof entity === 'object') {
                const now = new Date();
                entity.createdAt = entity.createdAt || now;
                entity.updatedAt = now;
            }
        }

        beforeUpdate({ entity }) {
            if (entity && typeof entity === 'object' && 'updatedAt' in entity) {
                entity.updatedAt = new Date();
            }
        }
    }

    class OrderproofPlugin {
        constructor(eventBus, connection, orders) {
            this.eventBus = eventBus;
            this.connection = connection;
            this.orders = orders;
        }

        async onApplicationBootstrap() {
            connected = () => this.connection.rawConnection;
            connected().subscribers.push(new Clocked());
            journal = new Journal(setting.journal, this.connection);
            office = new Office(setting, { unfulfilled: order => this.unfulfilled(order), locations: () => this.locations() });
            this.eventBus.ofType(core.OrderPlacedEvent).subscribe(event => underway(() => this.placed(event)));
            this.eventBus.ofType(core.OrderStateTransitionEvent).subscribe(event => {
                if (['Modifying', 'ArrangingAdditionalPayment'].includes(event.fromState) && event.toState.startsWith('Payment')) {
                    office.await(event.order.code, new Date());
                }
            });
            this.eventBus.ofType(core.FulfillmentStateTransitionEvent).subscribe(event => {
                const work = { Pending: 'created', Cancelled: 'recalled' }[event.toState];
                if (work) {
                    office.working(() => this[work](event.fulfillment.id)).catch(fault => console.error(fault));
                }
            });
            for (const order of await this.waiting()) {
                office.await(order.code, order.orderPlacedAt);
            }
            this.timer = setInterval(() => office.tick().catch(fault => console.error(fault)), TICK_MS);
        }

        onApplicationShutdown() {
            clearInterval(this.timer);
        }

        placed(event) {
            const order = event.order;
            journal.keep(order);
            office.await(order.code, order.orderPlacedAt);
        }

        /** Find what a kill may have made the office forget: orders that are paid for and not yet on their way. */
        waiting() {
            return this.connection.rawConnection
                .getRepository(core.Order)
                .find({ where: [{ state: 'PaymentAuthorized', active: false }, { state: 'PaymentSettled', active: false }] });
        }

        async created(id) {
            const { Fulfillment } = core;
            const found = await this.connection.rawConnection.getRepository(Fulfillment).findOne({
                where: { id }, relations: ['lines'],
            });
            const [order] = await this.ordersOf(id);
            let lines = [];
            for (const each of found.lines) {
                lines = added(lines, each.orderLineId, each.quantity);
            }
            const named = [];
            for (const each of lines) {
                const line = await this.connection.rawConnection.getRepository(core.OrderLine).findOne({
                    where: { id: each.orderLineId }, relations: ['productVariant'],
                });
                named.push({ id: line.id, sku: line.productVariant.sku, quantity: each.quantity });
            }
            await office.hand(found, order, named);
        }

        /** Find the orders of a fulfilment from their side, which all versions know. */
        ordersOf(id) {
            return this.connection.rawConnection.getRepository(core.Order).find({ where: { fulfillments: { id } } });
        }

        /** What is left of an order whose parcel was called back is to be released anew. */
        async recalled(id) {
            for (const order of await this.ordersOf(id)) {
                office.await(order.code, new Date());
            }
        }

        async locations() {
            const found = await this.connection.rawConnection.getRepository(core.StockLocation).find();
            return Object.fromEntries(found.map(each => [each.name, each.id]));
        }

        /** Give what is left to be fulfilled of an order, by the location that it is allocated at. */
        async unfulfilled(order) {
            const sent = new Map();
            for (const made of order.fulfillments.filter(each => each.state !== 'Cancelled')) {
                for (const line of made.lines) {
                    sent.set(line.orderLineId, (sent.get(line.orderLineId) || 0) + line.quantity);
                }
            }
            const parts = new Map();
            for (const line of order.lines) {
                let left = line.quantity - (sent.get(line.id) || 0);
                const moves = await this.connection.rawConnection.getRepository('StockMovement').find({
                    where: { type: 'ALLOCATION', orderLine: { id: line.id } },
                    relations: ['stockLocation'],
                });
                for (const move of moves) {
                    const units = Math.min(left, move.quantity);
                    if (units > 0) {
                        const place = move.stockLocation.name;
                        parts.set(place, added(parts.get(place) || [], line.id, units));
                        left -= units;
                    }
                }
            }
            return parts;
        }
    }

    function signed(request) {
        const told = String(request.headers['x-signature'] || '');
        const made = 'sha256=' + createHmac('sha256', setting.secret).update(request.raw).digest('hex');
        return told.length === made.length && timingSafeEqual(Buffer.from(told), Buffer.from(made));
    }

    async function unsettled() {
        try {
            return await connected().getRepository('JobRecord').count({ where: { isSettled: false } });
        } catch {
            return 0;
        }
    }

    async function hear(request) {
        if (!signed(request)) {
            return [401, { error: 'the signature is wrong' }];
        }
        await office.hear(JSON.parse(request.raw));
        return [200, { heard: true }];
    }

    const guarded = work => async request =>
        request.headers['x-token'] === setting.token ? [200, await work(request)] : [401, { error: "this is the operator's" }];

    const DOORS = {
        'POST /webhooks/warehouse': hear,
        'POST /webhooks/carrier': hear,
        'POST /orderproof/clock': guarded(async request => {
            globalThis.businessClock.set(JSON.parse(request.raw).offset_us / 1000);
            await office.tick();
            return {};
        }),
        'GET /orderproof/pending': guarded(async () => ({ pending: howMany() + office.pending() + (await unsettled()) })),
        'GET /orderproof/journal': guarded(request => journal.since(Object.fromEntries(
            [...new URL(request.originalUrl, 'http://here').searchParams].map(([name, value]) => [name, Number(value)]),
        ))),
        'GET /orderproof/orders': guarded(() => journal.orders()),
    };

    /** Answer one of our own paths; everything else goes on to Vendure. */
    async function doors(request, response, next) {
        const door = DOORS[`${request.method} ${request.originalUrl.split('?')[0]}`];
        if (!door || !office) {
            next();
            return;
        }
        try {
            const parts = [];
            for await (const part of request) {
                parts.push(part);
            }
            request.raw = Buffer.concat(parts).toString('utf8');
            const [status, body] = await door(request);
            response.status(status).json(body);
        } catch (fault) {
            console.error(fault);
            response.status(500).json({ error: String(fault.message || fault) });
        }
    }

    Reflect.defineMetadata('design:paramtypes', [core.EventBus, core.TransactionalConnection, core.OrderService], OrderproofPlugin);
    core.VendurePlugin({ imports: [core.PluginCommonModule], compatibility: '>0.0.0' })(OrderproofPlugin);
    return { OrderproofPlugin, doors };
}

module.exports = { pluginFor };
