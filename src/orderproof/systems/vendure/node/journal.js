'use strict';
/* What the system says of itself: placed orders as they are placed, and its own books (history, stock, money). */

const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { Order } = require('@vendure/core');

const PLAIN = ['subTotal', 'subTotalWithTax', 'shipping', 'shippingWithTax', 'total', 'totalWithTax'];

/** Round what older versions keep in fractions of the smallest unit, as their own API does before it shows it. */
const whole = amount => (typeof amount === 'number' ? Math.round(amount) : amount);

/** Write down an order as it stands. */
function shapeOf(order) {
    const address = order.shippingAddress || {};
    return {
        id: String(order.id),
        code: order.code,
        customer: order.customer ? order.customer.emailAddress : null,
        currency: order.currencyCode,
        state: order.state,
        placed_at: order.orderPlacedAt,
        country: address.countryCode || null,
        region: address.province || null,
        postcode: address.postalCode || null,
        totals: Object.fromEntries(PLAIN.map(name => [name, whole(order[name])])),
        discounts: order.discounts,
        surcharges: (order.surcharges || []).map(each => ({ price: whole(each.price), priceWithTax: whole(each.priceWithTax) })),
        tax_summary: order.taxSummary,
        shipping_lines: (order.shippingLines || []).map(each => ({
            id: String(each.id),
            method: each.shippingMethod ? each.shippingMethod.code : null,
            price: whole(each.price),
            priceWithTax: whole(each.priceWithTax),
            discountedPrice: whole(each.discountedPrice),
            discountedPriceWithTax: whole(each.discountedPriceWithTax),
            discounts: each.discounts,
            taxLines: each.taxLines,
        })),
        lines: (order.lines || []).map(each => ({
            id: String(each.id),
            sku: each.productVariant ? each.productVariant.sku : null,
            quantity: each.quantity,
            placed: each.orderPlacedQuantity,
            unitPrice: whole(each.unitPrice),
            unitPriceWithTax: whole(each.unitPriceWithTax),
            linePrice: whole(each.linePrice),
            linePriceWithTax: whole(each.linePriceWithTax),
            proratedLinePrice: whole(each.proratedLinePrice),
            proratedLinePriceWithTax: whole(each.proratedLinePriceWithTax),
            lineTax: whole(each.lineTax),
            discounts: each.discounts,
            taxLines: each.taxLines,
        })),
    };
}

const RELATIONS = ['lines', 'lines.productVariant', 'shippingLines', 'shippingLines.shippingMethod', 'surcharges', 'customer', 'channels'];

class Journal {
    constructor(file, connection) {
        this.file = file;
        this.connection = connection.rawConnection;
        this.placed = existsSync(file)
            ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line))
            : [];
    }

    /** Keep an order as it was placed: later changes must not be read into it. */
    keep(order) {
        const entry = shapeOf(order);
        this.placed.push(entry);
        appendFileSync(this.file, JSON.stringify(entry) + '\n');
    }

    /** Give all that was written since the cursors: {placed, history, moves} and where to read on. */
    async since({ placed = 0, history = 0, moves = 0 }) {
        const entries = await this.newer('OrderHistoryEntry', history, ['order']);
        const movements = await this.newer('StockMovement', moves, ['productVariant', 'stockLocation', 'orderLine']);
        const lines = await this.orderOfLine(movements);
        return {
            placed: this.placed.slice(placed),
            history: entries
                .filter(each => each.order)
                .map(each => ({ id: String(each.id), type: each.type, at: each.createdAt, order: each.order.code, data: each.data })),
            moves: movements.map(each => ({
                id: String(each.id),
                type: each.type,
                at: each.createdAt,
                sku: each.productVariant.sku,
                location: each.stockLocation ? each.stockLocation.name : null,
                quantity: each.quantity,
                line: each.orderLine ? String(each.orderLine.id) : null,
                order: each.orderLine ? lines.get(String(each.orderLine.id)) || null : null,
            })),
            cursors: {
                placed: this.placed.length,
                history: entries.reduce((last, each) => Math.max(last, Number(each.id)), history),
                moves: movements.reduce((last, each) => Math.max(last, Number(each.id)), moves),
            },
        };
    }

    /** Give every order that was ever placed as it stands now, with its money. */
    async orders() {
        const found = await this.connection.getRepository(Order).find({
            where: { active: false },
            relations: [...RELATIONS, 'payments', 'payments.refunds', 'modifications', 'modifications.lines', 'modifications.lines.orderLine'],
            order: { id: 'ASC' },
        });
        return found
            .filter(each => each.orderPlacedAt)
            .map(each => ({
                ...shapeOf(each),
                channel: (each.channels.find(one => one.code !== '__default_channel__') || { code: null }).code,
                payments: each.payments.map(one => ({
                    id: String(one.id), at: one.createdAt, changed: one.updatedAt, method: one.method, amount: one.amount, state: one.state,
                    transaction: one.transactionId, metadata: one.metadata, error: one.errorMessage || null,
                    refunds: one.refunds.map(back => ({
                        id: String(back.id), at: back.createdAt, total: back.total, state: back.state,
                        transaction: back.transactionId, reason: back.reason,
                    })),
                })),
                modifications: each.modifications.map(one => ({
                    id: String(one.id), at: one.createdAt, price_change: one.priceChange,
                    lines: one.lines.map(line => ({ id: String(line.orderLine ? line.orderLine.id : line.orderLineId), quantity: line.quantity })),
                })),
            }));
    }

    newer(entity, after, relations) {
        const { MoreThan } = require('typeorm');
        return this.connection
            .getRepository(entity)
            .find({ where: { id: MoreThan(after) }, relations, order: { id: 'ASC' }, withDeleted: true });
    }

    async orderOfLine(movements) {
        const { In } = require('typeorm');
        const ids = [...new Set(movements.filter(each => each.orderLine).map(each => each.orderLine.id))];
        const found = new Map();
        for (let from = 0; from < ids.length; from += 500) {
            const lines = await this.connection
                .getRepository('OrderLine')
                .find({ where: { id: In(ids.slice(from, from + 500)) }, relations: ['order'] });
            for (const line of lines) {
                found.set(String(line.id), line.order ? line.order.code : null);
            }
        }
        return found;
    }
}

module.exports = { Journal };
