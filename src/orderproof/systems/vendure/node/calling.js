'use strict';
/* HTTP calls that are made again, under the same key, until somebody answers. */

const TRIES_MAX = 8;

/** Call and give {status, body}; an answer below 500 is an answer. Throws where none came after eight tries. */
async function call(method, url, { body, token, headers = {} } = {}) {
    let fault;
    for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
        try {
            const answer = await fetch(url, {
                method,
                headers: { 'content-type': 'application/json', connection: 'close', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
                body: body === undefined ? undefined : JSON.stringify(body),
                signal: AbortSignal.timeout(5000),
            });
            const text = await answer.text();
            if (answer.status < 500 && answer.status !== 409) {
                return { status: answer.status, body: text ? JSON.parse(text) : {} };
            }
            if (answer.status === 409 && !answer.headers.get('retry-after')) {
                return { status: 409, body: text ? JSON.parse(text) : {} };
            }
            fault = new Error(`${url} answered ${answer.status}`);
        } catch (gone) {
            fault = gone;
        }
        await new Promise(done => setTimeout(done, 20 * 2 ** attempt));
    }
    throw fault;
}

module.exports = { call };
