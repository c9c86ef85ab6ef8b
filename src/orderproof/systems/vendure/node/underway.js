'use strict';
/* Counts what Vendure does after it has answered: time is not moved on while an event is on its way to who hears it. */

const LONGEST_MS = 3000; // an event of a transaction that never ends is heard by nobody

let count = 0;

/** Do a piece of work and count it until it has ended, or is taken to be lost. */
async function underway(work) {
    count++;
    let counted = true;
    const over = () => {
        count -= counted ? 1 : 0;
        counted = false;
    };
    const lost = setTimeout(over, LONGEST_MS);
    try {
        return await work();
    } finally {
        clearTimeout(lost);
        over();
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
