'use strict';
/* Counts what Vendure does after it has answered: time is not moved on while an event is on its way to who hears it. */

let count = 0;

/** Do a piece of work and count it until it has ended. */
async function underway(work) {
    count++;
    try {
        return await work();
    } finally {
        count--;
    }
}

/** Have every call of a method counted; versions that lack the method are left as they are. */
function watch(prototype, name) {
    const original = prototype[name];
    if (typeof original === 'function') {
        prototype[name] = function (...given) {
            return underway(() => original.apply(this, given));
        };
    }
}

module.exports = { underway, watch, howMany: () => count };
