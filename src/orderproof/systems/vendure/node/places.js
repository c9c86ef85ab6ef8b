'use strict';
/* Where goods are taken from in versions whose own choice knows no channels: the first of the channel's places with enough. */

const core = require('@vendure/core');

const PLACES = { eu: ['berlin', 'lyon'], us: ['reno'] };

/** Give the setting of the catalogue: nothing for versions that choose by channel themselves (from 3.1 on). */
function placesByChannel() {
    if (core.MultiChannelStockLocationStrategy || !core.DefaultStockLocationStrategy) {
        return {};
    }

    class ChannelPlaces extends core.DefaultStockLocationStrategy {
        async init(injector) {
            if (super.init) {
                await super.init(injector);
            }
            this.connection = injector.get(core.TransactionalConnection);
        }

        async getAvailableStock(ctx, variantId, levels) {
            const names = await this.names(ctx);
            const own = levels.filter(each => this.serves(ctx, names.get(String(each.stockLocationId))));
            return {
                stockOnHand: own.reduce((sum, each) => sum + each.stockOnHand, 0),
                stockAllocated: own.reduce((sum, each) => sum + each.stockAllocated, 0),
            };
        }

        async forAllocation(ctx, locations, orderLine, quantity) {
            const levels = await this.connection
                .getRepository(ctx, core.StockLevel)
                .find({ where: { productVariantId: orderLine.productVariantId } });
            const own = locations.filter(each => this.serves(ctx, each.name));
            const free = place => {
                const level = levels.find(each => String(each.stockLocationId) === String(place.id));
                return level ? level.stockOnHand - level.stockAllocated : 0;
            };
            const location = own.find(each => free(each) >= quantity) || own[0] || locations[0];
            return [{ location, quantity }];
        }

        serves(ctx, name) {
            const places = PLACES[ctx.channel.code];
            return !places || places.includes(name);
        }

        async names(ctx) {
            const found = await this.connection.getRepository(ctx, core.StockLocation).find();
            return new Map(found.map(each => [String(each.id), each.name]));
        }
    }

    return { catalogOptions: { stockLocationStrategy: new ChannelPlaces() } };
}

module.exports = { placesByChannel };
