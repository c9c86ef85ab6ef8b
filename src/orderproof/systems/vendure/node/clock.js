'use strict';
/* The business clock: loaded before anything else, so that all code reads one time, which can be moved on. */

const Wall = Date;
let offset = 0;

globalThis.Date = new Proxy(Wall, {
    construct(target, args, made) {
        return Reflect.construct(target, args.length ? args : [target.now() + offset], made);
    },
    apply() {
        return new globalThis.Date().toString();
    },
    get(target, name) {
        return name === 'now' ? () => target.now() + offset : Reflect.get(target, name);
    },
});

globalThis.businessClock = {
    /** Say how far business time is ahead of wall time, in milliseconds. */
    set(milliseconds) {
        offset = milliseconds;
    },
};
