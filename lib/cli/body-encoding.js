/**
 * Lets a route encode its own answer. Next drops `content-encoding` of what a route answers (a fetched body may already have
 * been decoded), so a route says it under this name, and this server writes the real one.
 */
const HEADER = 'x-kubeplano-encoding';

/** Tells the routes that they may, and under which name; another server (`next dev`) does not. */
export function allowBodyEncoding() {
  Object.assign(globalThis, { [Symbol.for('kubeplano.encoding-header')]: HEADER });
}

/**
 * Writes the real header in its place.
 * @param {import('node:http').ServerResponse} response
 */
export function translateBodyEncoding(response) {
  const writeHead = response.writeHead;
  /** @type {(...given: unknown[]) => typeof response} */
  const translated = (...given) => {
    const encoding = response.getHeader(HEADER);
    if (encoding !== undefined) {
      response.removeHeader(HEADER);
      response.setHeader('content-encoding', encoding);
    }
    return Reflect.apply(writeHead, response, given);
  };
  response.writeHead = translated;
}
