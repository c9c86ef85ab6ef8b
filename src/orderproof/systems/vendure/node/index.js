'use strict';
/* Vendure in a setting: told everything in one JSON file, its first line on standard output says where it listens. */

require('./clock');
const { readFileSync } = require('node:fs');
const path = require('node:path');

/* The package `bcrypt` of older versions has to be compiled; as no password is hashed with it here, none is needed. */
const Module = require('node:module');
const load = Module._load;
Module._load = function (name, ...more) {
    return name === 'bcrypt' ? {} : load.call(this, name, ...more);
};
const core = require('@vendure/core');
const { warehouseProcess } = require('./parcels');
const { cardHandler } = require('./paying');
const { placesByChannel } = require('./places');
const { pluginFor } = require('./plugin');
const { watch } = require('./underway');

const setting = JSON.parse(readFileSync(process.argv[2], 'utf8'));
globalThis.businessClock.set(setting.offset_us / 1000);

/** Give what a version's core or a package of its own may lack. */
function optional(name) {
    try {
        return require(name);
    } catch {
        return null;
    }
}

/** Hash without cost: nobody's password is at stake here. */
class PlainHashing {
    hash(text) {
        return Promise.resolve(`plain:${text}`);
    }

    check(text, hash) {
        return Promise.resolve(hash === `plain:${text}` || text === setting.token); // a kept database knows an older token
    }
}

function mails() {
    const mail = optional('@vendure/email-plugin');
    if (!mail) {
        return [];
    }
    watch(mail.EmailPlugin.prototype, 'handleEvent');
    const [host, port] = setting.smtp.split(':');
    const folder = path.join(path.dirname(require.resolve('@vendure/email-plugin/package.json')), 'templates');
    return [
        mail.EmailPlugin.init({
            transport: { type: 'smtp', host, port: Number(port), secure: false, ignoreTLS: true },
            handlers: mail.defaultEmailHandlers,
            ...(mail.FileBasedTemplateLoader ? { templateLoader: new mail.FileBasedTemplateLoader(folder) } : { templatePath: folder }),
            globalTemplateVars: { fromAddress: 'shop@mailbox.example' },
        }),
    ];
}

async function main() {
    watch(core.EventBus.prototype, 'awaitActiveTransactions');
    const { OrderproofPlugin, doors } = pluginFor(setting);
    const database = setting.database.url
        ? { type: 'postgres', url: setting.database.url }
        : { type: 'better-sqlite3', database: setting.database.file };
    const shipping = core.defaultFulfillmentProcess
        ? { process: [core.defaultFulfillmentProcess, warehouseProcess(setting)] }
        : { customFulfillmentProcess: [warehouseProcess(setting)] };
    const config = {
        apiOptions: { port: setting.port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api',
            middleware: ['/webhooks', '/orderproof'].map(route => ({ route, handler: doors, beforeListen: true })) },
        authOptions: {
            tokenMethod: ['bearer', 'cookie'],
            requireVerification: false,
            superadminCredentials: { identifier: 'superadmin', password: setting.token },
            passwordHashingStrategy: new PlainHashing(),
            passwordValidationStrategy: { validate: () => true },
            cookieOptions: { secret: setting.token },
        },
        dbConnectionOptions: { ...database, synchronize: setting.fresh, logging: false },
        logger: new core.DefaultLogger({ level: core.LogLevel.Error, timestamp: false }),
        customFields: { OrderLine: [{ name: 'note', type: 'string', public: true, nullable: true }] },
        paymentOptions: { paymentMethodHandlers: [cardHandler(setting)] },
        shippingOptions: shipping,
        ...placesByChannel(),
        plugins: [
            core.DefaultJobQueuePlugin.init({ useDatabaseForBuffer: true, pollInterval: 50 }),
            ...mails(),
            OrderproofPlugin,
        ],
    };
    const app = await core.bootstrap(config);
    await app.get(core.JobQueueService).start();
    const server = app.getHttpServer();
    server.keepAliveTimeout = 120_000;
    setting.own_url = `http://127.0.0.1:${server.address().port}`;
    process.on('SIGTERM', () => app.close().finally(() => process.exit(0)));
    process.stdin.on('end', () => process.exit(1)).resume(); // whoever started us is gone
    process.stdout.write(JSON.stringify({ ready: true, port: server.address().port }) + '\n');
}

main().catch(fault => {
    console.error(fault);
    process.exit(1);
});
