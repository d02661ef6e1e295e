import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from './support/test';

/** A request with headers of our choosing: browsers and fetch do not let one lie about Host. */
function ask(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const call = httpRequest(url, { headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on('error', reject);
    call.end();
  });
}

test('a request that names another host is refused, whatever it asks for', async ({ recorded }) => {
  for (const path of ['/', '/api/cluster', '/livez']) {
    const { status, body } = await ask(recorded.url + path, { host: 'evil.example' });
    expect(status, path).toBe(421);
    expect(JSON.parse(body)).toEqual({ code: 'host-not-allowed', values: { host: 'evil.example' } });
  }
  const page = await ask(recorded.url, { host: 'evil.example', accept: 'text/html' });
  expect(page.status).toBe(421);
  expect(page.body).toContain('Esta dirección no está permitida');
  expect(page.body).not.toContain('<script');
  const forwarded = await ask(recorded.url, { host: 'evil.example', 'x-forwarded-host': '127.0.0.1' });
  expect(forwarded.status).toBe(421);
  expect((await ask(recorded.url, { host: 'localhost:1234' })).status).toBe(200);
});

test('a page of another site may not call the API', async ({ recorded }) => {
  const own = new URL(recorded.url).host;
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ]) {
    const { status, body } = await ask(`${recorded.url}/api/cluster`, { host: own, ...headers });
    expect(status, JSON.stringify(headers)).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ code: 'origin-not-allowed' });
  }
});

test('a link or a frame of another site makes the API do nothing', async ({ recorded }) => {
  const own = new URL(recorded.url).host;
  for (const path of ['/api/cluster', '/api/objects/nodes/_/m1', '/%61pi/cluster', '/api/cluster/stream']) {
    for (const dest of ['document', 'iframe']) {
      const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': dest };
      const { status } = await ask(recorded.url + path, { host: own, ...headers });
      expect(status, `${path} ${dest}`).toBe(403);
    }
  }
  expect((await ask(`${recorded.url}/api/cluster`, { host: own, 'sec-fetch-site': 'none' })).status).toBe(200);
});

/** What a server answers to bytes, until it hangs up. */
async function said(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(20_000, () => socket.destroy(new Error('it holds the connection')));
  socket.write(bytes.replaceAll('\n', '\r\n').replaceAll('HOST', `${hostname}:${port}`));
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

test('odd requests are answered, with the security headers, and hold nothing', async ({ recorded }) => {
  for (const [bytes, status] of [
    ['GET /%ff HTTP/1.1\nHost: HOST\n\n', 400],
    ['GET * HTTP/1.1\nHost: HOST\n\n', 400],
    ['TRACE / HTTP/1.1\nHost: HOST\n\n', 405],
    ['GET / HTTP/1.1\nHost: HOST\nConnection: Upgrade\nUpgrade: websocket\n\n', 426],
    ['POST /api/sample HTTP/1.1\nHost: HOST\nContent-Length: 9900000\n\n', 413],
    ['POST /api/sample HTTP/1.1\nHost: HOST\nContent-Length: 400\n\n{', 408],
    ['GET http://evil.example/api/contexts HTTP/1.1\nHost: HOST\nConnection: close\n\n', 421],
    ['GET /livez HTTP/1.1\nConnection: close\n\n', 421],
  ] as const) {
    const answer = await said(recorded.url, bytes);
    expect(answer, bytes).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase(), bytes).toContain('x-frame-options: deny');
  }
});

test('HEAD of the stream opens none', async ({ recorded, request }) => {
  const open = async () => (await (await request.get(`${recorded.url}/readyz`)).json()).streams;
  await expect.poll(open).toBe(0);
  for (let i = 0; i < 20; i++) expect((await request.head(`${recorded.url}/api/cluster/stream`)).status()).toBe(200);
  expect(await open()).toBe(0);
});

test('a further name is allowed when the one who starts it says so', async ({ kubeplano, recorded }) => {
  const named = await kubeplano(['--sample'], { KUBEPLANO_ALLOWED_HOSTS: 'plano.example' });
  expect((await ask(named.url, { host: 'plano.example' })).status).toBe(200);
  expect((await ask(recorded.url, { host: 'plano.example' })).status).toBe(421);
});

test('every answer tells the browser what to refuse, and every page has a fresh nonce', async ({ request }) => {
  const nonces = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const page = await request.get('/');
    const headers = page.headers();
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1] ?? '';
    nonces.add(nonce);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    const scripts = (await page.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  }
  expect(nonces.size).toBe(2);
});

test('an inline script that slipped into the page does not run', async ({ page, allowConsole }) => {
  allowConsole(/Content Security Policy/);
  await page.goto('/');
  const blocked = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        const holder = document.createElement('div');
        holder.innerHTML = '<img src="data:," onerror="window.slipped = true">';
        document.body.append(holder);
      }),
  );
  expect(blocked).toBe('script-src-attr');
  expect(await page.evaluate(() => 'slipped' in window)).toBe(false);
});

test('it can be installed: manifest, icons and picture of the page are served as what they are', async ({ page }) => {
  for (const lang of ['es', 'en']) {
    await page.goto(`/?lang=${lang}`);
    const linked = await page
      .locator('head link[rel=manifest], head link[rel=icon], head link[rel=apple-touch-icon]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(linked).toEqual(expect.arrayContaining([`/${lang}.webmanifest`, '/icon.svg', '/apple-touch-icon.png']));
    const manifest = await page.request.get(`/${lang}.webmanifest`);
    expect(manifest.headers()['content-type']).toContain('application/manifest+json');
    const { icons }: { icons: { src: string; type: string }[] } = await manifest.json();
    for (const { src, type } of icons) {
      const answer = await page.request.get(src);
      expect([answer.status(), answer.headers()['content-type']], src).toEqual([200, type]);
    }
    // What Chrome itself has against installing it.
    const browser = await page.context().newCDPSession(page);
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
    const serious = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect(serious).toEqual([]);
  }
  const social = await page.locator('meta[property="og:image"]').getAttribute('content');
  expect((await page.request.get(social ?? '')).headers()['content-type']).toBe('image/png');
  expect(await (await page.request.get('/robots.txt')).text()).toContain('Disallow: /');
});
