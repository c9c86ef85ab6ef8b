'use strict';
/* The merchant's fulfilment process: a fulfilment is called off only where the warehouse lets it go. */

const { call } = require('./calling');

/** Make the process that asks the warehouse before a pending fulfilment is cancelled. */
function warehouseProcess(setting) {
    return {
        onTransitionStart: async (from, to, { fulfillment }) => {
            if (to !== 'Cancelled' || from !== 'Pending') {
                return;
            }
            const { status } = await call('POST', `${setting.warehouse}/releases/F${fulfillment.id}/cancel`, {
                body: { key: `cancel-F${fulfillment.id}` },
                token: setting.world_token,
            });
            if (status !== 200) {
                return 'the warehouse does not let it go any more';
            }
        },
    };
}

module.exports = { warehouseProcess };
