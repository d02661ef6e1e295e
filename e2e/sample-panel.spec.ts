/** The panel of the sample cluster: create, scale, delete and break, each as a kubectl command first; of no other cluster. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { SampleState } from '@kubeplano/sample-cluster/controls';
import type { Locator, Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { openSearch, restingViewport } from './support/page';
import { Sample } from './support/sample';
import { expect, test } from './support/test';

const WORDS = {
  es: {
    open: 'Controles del clúster',
    title: 'Controles del clúster',
    pending: 'Confirmar la acción',
    do: 'Ejecutar',
    cancel: 'Cancelar',
    show: 'Ver el comando',
    tabs: { switches: 'Interruptores', work: 'Cargas' },
    allOn: 'Encender todo',
    all: 'Todo en ejecución',
    since: /apagado hace \d+ s/,
    stop: 'Parar kube-scheduler',
    start: 'Arrancar kube-scheduler',
    read: 'Entendido',
    scale: 'Escalar',
    delete: 'Borrar',
    fields: {
      namespace: 'Espacio de nombres',
      name: 'Nombre',
      image: 'Imagen',
      replicas: 'Réplicas',
      target: 'Objeto',
    },
    phases: ['parando…', 'parado'],
  },
  en: {
    open: 'Cluster controls',
    title: 'Cluster controls',
    pending: 'Confirm the action',
    do: 'Run',
    cancel: 'Cancel',
    show: 'Show command',
    tabs: { switches: 'Switches', work: 'Workloads' },
    allOn: 'Switch all on',
    all: 'All running',
    since: /switched off \d+ sec ago/,
    stop: 'Stop kube-scheduler',
    start: 'Start kube-scheduler',
    read: 'Dismiss',
    scale: 'Scale',
    delete: 'Delete',
    fields: { namespace: 'Namespace', name: 'Name', image: 'Image', replicas: 'Replicas', target: 'Object' },
    phases: ['stopping…', 'stopped'],
  },
} as const;
type Lang = keyof typeof WORDS;
const ROLES = {
  namespace: 'combobox',
  name: 'textbox',
  image: 'combobox',
  replicas: 'spinbutton',
  target: 'combobox',
} as const;

/** A person at the panel, with a mouse or with a keyboard alone. */
class Hands {
  readonly words: (typeof WORDS)[Lang];
  readonly panel: Locator;
  readonly pending: Locator;

  constructor(
    private readonly page: Page,
    private readonly lang: Lang,
    private readonly by: 'mouse' | 'keyboard',
  ) {
    this.words = WORDS[lang];
    this.panel = page.getByRole('complementary', { name: this.words.title });
    this.pending = this.panel.getByRole('region', { name: this.words.pending });
  }

  async press(control: Locator, key = 'Enter') {
    if (this.by === 'mouse') return control.click();
    await control.focus();
    await expect(control).toBeFocused();
    await this.page.keyboard.press(key);
  }

  async open(url: string) {
    await this.page.goto(`${url}/?lang=${this.lang}`);
    await this.press(this.page.getByRole('banner').getByRole('button', { name: this.words.open }));
    await expect(this.panel.getByRole('switch').first()).toBeVisible();
  }

  async fill(label: keyof (typeof WORDS)[Lang]['fields'], value: string) {
    const field = this.panel.getByRole(ROLES[label], { name: this.words.fields[label], exact: true });
    if (label === 'namespace' || label === 'target') await field.selectOption(value);
    else if (this.by === 'mouse') await field.fill(value);
    else {
      await field.focus();
      await this.page.keyboard.press('Control+A');
      await this.page.keyboard.type(value);
    }
  }

  async tab(name: 'switches' | 'work') {
    await this.press(this.panel.getByRole('tab', { name: this.words.tabs[name] }));
  }

  async create(name: string, replicas: number) {
    await this.tab('work');
    await this.fill('namespace', 'ivan');
    await this.fill('name', name);
    await this.fill('image', 'nginx:1.27');
    await this.fill('replicas', String(replicas));
    await this.press(this.panel.getByRole('button', { name: this.words.show }));
  }

  async scale(target: string, replicas: number) {
    await this.press(this.panel.getByRole('radio', { name: this.words.scale }), 'Space');
    await this.fill('target', target);
    await this.fill('replicas', String(replicas));
    await this.press(this.panel.getByRole('button', { name: this.words.show }));
  }

  async remove(target: string) {
    await this.press(this.panel.getByRole('radio', { name: this.words.delete }), 'Space');
    await this.fill('target', target);
    await this.press(this.panel.getByRole('button', { name: this.words.show }));
  }

  async confirm() {
    await this.press(this.pending.getByRole('button', { name: this.words.do }));
    await expect(this.pending).toHaveCount(0);
  }

  async cancel() {
    await this.press(this.pending.getByRole('button', { name: this.words.cancel }));
    await expect(this.pending).toHaveCount(0);
  }

  /** The command that is shown first: beside it stands what one would do to a real machine. */
  command = async () => (await this.pending.locator('code').first().textContent()) ?? '';
}

/** Pods of a Deployment as the diagram draws them. */
const drawn = (page: Page, deployment: string) => page.locator(`[data-diagram-node^="pod:ivan/${deployment}-"]`);

for (const [lang, by] of [
  ['es', 'mouse'],
  ['en', 'keyboard'],
] as const) {
  test(`create, scale, delete and break, by ${by} in ${lang}: the command first, then the diagram shows it`, async ({
    page,
    kubeplano,
  }) => {
    const { url } = await kubeplano(['--sample']);
    const hands = new Hands(page, lang, by);
    await hands.open(url);

    await hands.create('tienda', 3);
    expect(await hands.command()).toBe('kubectl -n ivan create deployment tienda --image=nginx:1.27 --replicas=3');
    await expect(hands.pending).toContainText(/kube-controller-manager .* 3 pods/);
    // Shown is not done.
    await expect(drawn(page, 'tienda')).toHaveCount(0);
    await hands.confirm();
    await expect(drawn(page, 'tienda')).toHaveCount(3);

    await hands.scale('ivan/tienda', 1);
    expect(await hands.command()).toBe('kubectl -n ivan scale deployment tienda --replicas=1');
    await hands.cancel();
    await hands.scale('ivan/tienda', 1);
    await expect(drawn(page, 'tienda')).toHaveCount(3);
    await hands.confirm();
    await expect(drawn(page, 'tienda')).toHaveCount(1);

    const [pod = ''] = await drawn(page, 'tienda').evaluateAll((found) =>
      found.map((one) => (one.getAttribute('data-diagram-node') ?? '').replace('pod:', '')),
    );
    await hands.remove(pod);
    expect(await hands.command()).toBe(`kubectl -n ivan delete pod ${pod.replace('ivan/', '')}`);
    await hands.confirm();
    // Its ReplicaSet wants one: another comes in its place.
    await expect(page.locator(`[data-diagram-node="pod:${pod}"]`)).toHaveCount(0);
    await expect(drawn(page, 'tienda')).toHaveCount(1);

    await hands.remove('ivan/tienda');
    expect(await hands.command()).toBe('kubectl -n ivan delete deployment tienda');
    await hands.confirm();
    await expect(drawn(page, 'tienda')).toHaveCount(0);

    await hands.tab('switches');
    const row = hands.panel.getByRole('listitem').filter({ hasText: 'kube-scheduler' });
    const scheduler = page.locator('[data-diagram-node^="pod:kube-system/kube-scheduler"]');
    await expect(scheduler).toHaveCount(1);
    await hands.press(row.getByRole('switch'), 'Space');
    expect(await hands.command()).toBe(`kubectl patch switch scheduler --type merge -p '{"spec":{"on":false}}'`);
    await expect(hands.pending).toBeFocused();
    await expect(row).toHaveText('kube-scheduler');
    await hands.confirm();
    await expect(row.getByRole('switch')).toBeFocused();
    await expect(row.getByRole('switch')).not.toBeChecked();
    await expect(row).toContainText(hands.words.phases[1]);
    await expect(scheduler).toHaveCount(0);
  });
}

test('the command that is shown does the same when it is typed in a terminal', async ({ page, kubeplano }) => {
  test.skip(spawnSync('kubectl', ['version', '--client']).status !== 0, 'kubectl is not installed');
  const running = await kubeplano(['--sample']);
  const { kubeconfig } = new Sample(running);
  const run = promisify(execFile);
  const shell = async (line: string) =>
    (await run('sh', ['-c', line], { env: { ...process.env, KUBECONFIG: kubeconfig } })).stdout;
  const specOf = async (name: string) => {
    const spec = await shell(`kubectl -n ivan get deployment ${name} -o jsonpath='{.spec}'`);
    return JSON.parse(spec.replaceAll(name, 'NAME'));
  };
  const hands = new Hands(page, 'es', 'mouse');
  await hands.open(running.url);
  const typed = async () => {
    const command = await hands.command();
    await hands.cancel();
    return shell(command);
  };

  await hands.create('pagina', 2);
  await hands.confirm();
  await expect(drawn(page, 'pagina')).toHaveCount(2);
  await hands.create('terminal', 2);
  expect(await typed()).toBe('deployment.apps/terminal created\n');
  await expect(drawn(page, 'terminal')).toHaveCount(2);
  expect(await specOf('terminal')).toEqual(await specOf('pagina'));

  await hands.scale('ivan/pagina', 1);
  await hands.confirm();
  await hands.scale('ivan/terminal', 1);
  expect(await typed()).toBe('deployment.apps/terminal scaled\n');
  await expect(drawn(page, 'pagina')).toHaveCount(1);
  await expect(drawn(page, 'terminal')).toHaveCount(1);
  expect(await specOf('terminal')).toEqual(await specOf('pagina'));

  await hands.remove('ivan/terminal');
  expect(await typed()).toContain('deployment.apps "terminal" deleted');
  await expect(drawn(page, 'terminal')).toHaveCount(0);
  await expect(drawn(page, 'pagina')).toHaveCount(1);

  await hands.tab('switches');
  const kubelet = hands.panel.getByRole('switch', { name: 'kubelet de nodo1' });
  await kubelet.click();
  expect(await typed()).toBe('switch.sample.kubeplano.dev/kubelet-nodo1 patched\n');
  await expect(kubelet).not.toBeChecked();
  await expect(kubelet).toHaveAccessibleDescription('parado');
  const printed = await shell('kubectl get switch kubelet-nodo1');
  expect(printed).toMatch(/^NAME +ON +PHASE +COMPONENT .*\nkubelet-nodo1 +false +Stopped +kubelet +nodo1 /);
});

test('from the box of a program to its switch and back, by keyboard', async ({ page, kubeplano }) => {
  const { url } = await kubeplano(['--sample']);
  const hands = new Hands(page, 'es', 'keyboard');
  await page.goto(`${url}/?lang=es&sel=component:kube-scheduler`);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const stop = inspector.getByRole('button', { name: hands.words.stop });
  await hands.press(stop);
  await expect(hands.pending).toBeFocused();
  expect(await hands.command()).toBe(`kubectl patch switch scheduler --type merge -p '{"spec":{"on":false}}'`);
  await expect(page.locator('[data-asked]')).toHaveAttribute('data-asked', 'component:kube-scheduler');
  // Escape leaves the question, then the panel; the focus goes back each time.
  await page.keyboard.press('Escape');
  await expect(hands.pending).toHaveCount(0);
  await expect(stop).toBeFocused();
  await hands.press(stop);
  await hands.confirm();
  await expect(stop).toHaveCount(0);
  await expect(inspector.getByRole('button', { name: hands.words.start })).toBeFocused();

  const heading = hands.panel.getByRole('status').first();
  await expect(heading).toContainText('kube-scheduler');
  await expect(hands.panel).toContainText(hands.words.since);
  await hands.panel.getByRole('tab').first().focus();
  await page.keyboard.press('Escape');
  await expect(hands.panel).toHaveCount(0);

  // Closed, its button still says that something is off.
  const open = page.getByRole('banner').getByRole('button', { name: hands.words.open });
  await expect(open).toHaveAccessibleName(/1/);
  await hands.press(open);
  await hands.press(hands.panel.getByRole('button', { name: hands.words.allOn }));
  expect(await hands.command()).toBe(`kubectl patch switch scheduler --type merge -p '{"spec":{"on":true}}'`);
  await hands.confirm();
  await expect(heading).toHaveText(hands.words.all);
  await expect(open).not.toHaveAccessibleName(/1/);
  await page.keyboard.press('Escape');
  await expect(open).toBeFocused();
});

/** What an act that is refused means, and what to do (English: components/sample/refused-act.test.tsx). */
const REFUSED = {
  exists: ['Los nombres son únicos', 'Elige otro nombre'],
  invalid: ['un valor no es válido', 'spec.template.spec.containers[0].name'],
  gone: ['No hay ningún servidor de la API escuchando', 'Enciende kube-apiserver'],
} as const;

test('what is refused is told, with the words of the API as its proof', async ({ page, kubeplano, allowConsole }) => {
  allowConsole(/502/);
  const running = await kubeplano(['--sample']);
  const hands = new Hands(page, 'es', 'keyboard');
  await hands.open(running.url);
  const refusal = hands.panel.getByRole('alert');
  const expectRefusal = async (said: readonly string[], words: string) => {
    for (const each of said) await expect(refusal).toContainText(each);
    await expect(refusal).not.toContainText(words);
    await expect(hands.panel.getByRole('blockquote')).toContainText(words);
  };
  await hands.create('tienda', 1);
  await hands.confirm();
  await hands.create('tienda', 1);
  await hands.confirm();
  await expectRefusal(REFUSED.exists, 'deployments.apps "tienda" already exists');
  await expectNoAxeViolations(page, '#sample-controls');
  await hands.press(hands.panel.getByRole('button', { name: hands.words.read }));
  await expect(refusal).toHaveCount(0);
  await expect(hands.panel.getByRole('button', { name: hands.words.show })).toBeFocused();

  await hands.fill('image', 'Web');
  await hands.fill('name', 'otra');
  await hands.press(hands.panel.getByRole('button', { name: hands.words.show }));
  await hands.confirm();
  await expectRefusal(REFUSED.invalid, 'Deployment.apps "otra" is invalid');
  // Another question takes its place.
  await hands.create('otra', 1);
  await expect(refusal).toHaveCount(0);

  await new Sample(running).act({ do: 'switch', name: 'apiserver', on: false });
  const phase = async () => {
    const { switches }: SampleState = await (await page.request.get(`${running.url}/api/sample`)).json();
    return switches.find(({ name }) => name === 'apiserver')?.phase;
  };
  await expect.poll(phase).toBe('Stopped');
  await hands.cancel();
  await hands.create('otra', 1);
  await hands.confirm();
  await expectRefusal(REFUSED.gone, 'connection refused');
});

/** DiagramNodes that do not lie within an element, corner to corner. */
const outside = async (within: Locator, diagramNodes: Locator) => {
  const room = await within.boundingBox();
  const boxes = await diagramNodes.evaluateAll((found) =>
    found.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return { name: one.getAttribute('data-diagram-node'), x, y, right: x + width, bottom: y + height };
    }),
  );
  expect(boxes.length).toBeGreaterThan(0);
  if (!room) throw new Error('not on screen');
  return boxes
    .filter(
      ({ x, y, right, bottom }) =>
        x < room.x || y < room.y || right > room.x + room.width || bottom > room.y + room.height,
    )
    .map(({ name }) => name);
};

test('on a small laptop the whole diagram is seen beside the panel; what a person has moved stays', async ({
  page,
  kubeplano,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const { url } = await kubeplano(['--sample']);
  const hands = new Hands(page, 'es', 'mouse');
  const main = page.getByRole('main');
  const diagramNodes = page.locator('[data-diagram-node^="component:"], [data-diagram-node^="node:"]');
  await page.goto(`${url}/?lang=es`);
  await expect(diagramNodes.first()).toBeVisible();
  await expect.poll(() => outside(main, diagramNodes)).toEqual([]);
  const before = await restingViewport(page);
  await page.getByRole('banner').getByRole('button', { name: 'Controles del clúster' }).click();
  await expect(hands.panel).toBeVisible();
  await expect.poll(() => outside(main, diagramNodes)).toEqual([]);
  const panel = await hands.panel.boundingBox();
  expect(panel?.width).toBeLessThan(300);
  // All the switches, without scrolling.
  await expect(hands.panel.getByRole('switch').first()).toBeVisible();
  for (const each of await hands.panel.getByRole('switch').all()) await expect(each).toBeInViewport({ ratio: 1 });
  // What is in sight is pointed at where it is, at the edge too, and closing gives the whole width back.
  const beside = await restingViewport(page);
  await hands.panel.getByRole('switch', { name: 'máquina nodo1' }).click();
  await expect(page.locator('[data-asked]')).toHaveAttribute('data-asked', 'node:nodo1');
  await hands.cancel();
  await expect(page.locator('[data-asked]')).toHaveCount(0);
  expect(await restingViewport(page)).toBe(beside);
  await hands.panel.getByRole('button', { name: 'Cerrar' }).click();
  await expect.poll(() => restingViewport(page)).toBe(before);

  await page.getByRole('button', { name: /^Acercar/ }).click();
  await expect.poll(() => restingViewport(page)).not.toBe(before);
  const moved = await restingViewport(page);
  await page.getByRole('banner').getByRole('button', { name: 'Controles del clúster' }).click();
  await expect(hands.panel).toBeVisible();
  expect(await restingViewport(page)).toBe(moved);

  // Opened from the inspector, which takes its room too: what is asked about is in sight.
  await page.goto(`${url}/?lang=es&sel=node:nodo1`);
  await page.getByRole('button', { name: 'Desenchufar nodo1' }).click();
  await expect(hands.pending).toBeVisible();
  const asked = page.locator('[data-diagram-node="node:nodo1"]');
  await expect.poll(() => outside(page.locator('.kp-map'), asked)).toEqual([]);
});

test('nothing in the panel moves when something is switched off', async ({ page, kubeplano }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const running = await kubeplano(['--sample']);
  const hands = new Hands(page, 'es', 'mouse');
  await hands.open(running.url);
  const places = () =>
    hands.panel.locator('button[role=switch], [role=tab], [role=radio], td, li > span:first-child').evaluateAll((all) =>
      all.map((one) => {
        const { x, y } = one.getBoundingClientRect();
        return [Math.round(x), Math.round(y)];
      }),
    );
  const before = await places();
  const sample = new Sample(running);
  for (const name of ['controller-manager', 'machine-nodo1', 'network-nodo1-nodo2'])
    await sample.act({ do: 'switch', name, on: false });
  await expect(hands.panel).toContainText('3 apagados');
  await expect(hands.panel.getByRole('listitem').filter({ hasText: 'kube-controller-manager' })).toContainText(
    'parado',
  );
  expect(await places()).toEqual(before);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the diagram stays above the panel and shows what is about to be touched', async ({ page, kubeplano }) => {
    const { url } = await kubeplano(['--sample']);
    const hands = new Hands(page, 'es', 'mouse');
    await hands.open(url);
    const main = page.getByRole('main');
    const apart = async () => {
      const [plan, panel] = [await main.boundingBox(), await hands.panel.boundingBox()];
      expect((plan?.y ?? 0) + (plan?.height ?? 0)).toBeLessThanOrEqual((panel?.y ?? 0) + 1);
      expect(plan?.height).toBeGreaterThan(844 * 0.36);
    };
    await apart();
    for (const tab of ['work', 'switches'] as const) {
      await hands.tab(tab);
      const small = await hands.panel.locator('button:visible, input:visible, select:visible').evaluateAll((all) =>
        all
          .map((one) => ({ name: one.getAttribute('aria-label') ?? one.textContent, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 44 || box.height < 44)
          .map(({ name }) => name),
      );
      expect(small).toEqual([]);
    }
    await expectNoAxeViolations(page);
    const kubelet = page.locator('[data-diagram-node="component:kubelet@nodo2"]');
    await expect(kubelet).not.toBeInViewport();
    await hands.panel.getByRole('switch', { name: 'kubelet de nodo2' }).click();
    await expect.poll(() => outside(main, kubelet)).toEqual([]);
    await expect(hands.pending.getByRole('button', { name: 'Ejecutar' })).toBeInViewport({ ratio: 1 });
    await hands.confirm();
    await apart();
    // What was just broken stays in sight.
    await expect(hands.panel.getByRole('status').first()).toContainText('kubelet de nodo2');
    expect(await outside(main, kubelet)).toEqual([]);
  });
});

test('a cluster that is not the sample has no such button, and nobody does anything to it', async ({
  page,
  sample,
  live,
  recorded,
  request,
}) => {
  const act = { do: 'create', namespace: 'ivan', name: 'intruso', image: 'nginx:1.27', replicas: 1 };
  for (const { url } of [live, recorded]) {
    await page.goto(url);
    await expect(page.locator('[data-diagram-node]').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Controles del clúster' })).toHaveCount(0);
    expect((await request.get(`${url}/api/sample`)).status()).toBe(404);
    expect((await request.post(`${url}/api/sample`, { data: act, headers: { origin: url } })).status()).toBe(404);
    // Nor from a page of somebody else's.
    const foreign = { origin: 'https://example.com' };
    expect((await request.post(`${url}/api/sample`, { data: act, headers: foreign })).status()).toBe(403);
  }
  // `live` reads the sample cluster of another process: there is one to be harmed, and it was not.
  const { pods }: { pods: { name: string }[] } = await (await request.get(`${live.url}/api/cluster`)).json();
  expect(pods.filter(({ name }) => name.startsWith('intruso'))).toEqual([]);
  await sample.act({ do: 'scale', namespace: 'produccion', name: 'web', replicas: 1 });
});

test('while presenting it is opened from the search, and closing it gives the focus back', async ({
  page,
  kubeplano,
}) => {
  const { url } = await kubeplano(['--sample']);
  const hands = new Hands(page, 'es', 'keyboard');
  await page.goto(`${url}/?lang=es`);
  await page.getByRole('button', { name: 'Presentar' }).click();
  await expect(page.getByRole('banner')).toHaveCount(0);
  await openSearch(page);
  await page.keyboard.type('controles');
  const order = page.getByRole('option', { name: hands.words.title });
  // Of what was typed the first row is to filter by it.
  await expect(page.getByRole('option', { selected: true })).toContainText('«controles»');
  // It is the last row: pressed once more, it stays the one.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(order).toHaveAttribute('aria-selected', 'true', { timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(hands.panel).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(hands.panel).toHaveCount(0);
  // To the button that opens it, or to where it was before: never to nothing.
  await expect(page.locator('#diagram:focus-within, [aria-controls="sample-controls"]:focus')).not.toHaveCount(0);
  // Still presenting.
  await expect(page.getByRole('banner')).toHaveCount(0);
});

test('what is deleted is what was chosen: not its namesake, nor another when it is gone', async ({
  page,
  kubeplano,
}) => {
  const running = await kubeplano(['--sample']);
  const sample = new Sample(running);
  const hands = new Hands(page, 'es', 'mouse');
  await hands.open(running.url);
  await hands.create('hola', 1);
  await hands.confirm();
  await expect(drawn(page, 'hola')).toHaveCount(1);
  // There is a pod of that name too.
  await hands.remove('deployment/ivan/hola');
  expect(await hands.command()).toBe('kubectl -n ivan delete deployment hola');
  await hands.cancel();
  await sample.act({ do: 'switch', name: 'kubelet-nodo1', on: false });
  await sample.act({ do: 'switch', name: 'kubelet-nodo2', on: false });
  await hands.remove('pod/ivan/hola');
  expect(await hands.command()).toBe('kubectl -n ivan delete pod hola');
  await expect(hands.pending).toContainText(/Pero kubelet de nodo\d está apagado, así que su parte no ocurre/);
  await hands.cancel();
  for (const name of ['kubelet-nodo1', 'kubelet-nodo2']) await sample.act({ do: 'switch', name, on: true });
  await sample.act({ do: 'delete', kind: 'pod', namespace: 'ivan', name: 'hola' });
  const target = hands.panel.getByRole('combobox', { name: hands.words.fields.target, exact: true });
  await expect(target).toHaveValue('');
  await hands.press(hands.panel.getByRole('button', { name: hands.words.show }));
  await expect(target).toBeFocused();
  await expect(hands.pending).toHaveCount(0);
});

test('with several control planes it says that another takes over', async ({ page, kubeplano }) => {
  const { url } = await kubeplano(['--sample', '--sample-profile', 'ha']);
  const hands = new Hands(page, 'es', 'mouse');
  await hands.open(url);
  await hands.panel.getByRole('switch', { name: 'kube-scheduler de maestro1' }).click();
  await expect(hands.pending).toContainText('otra toma el relevo');
  await hands.cancel();
  await hands.panel.getByRole('switch', { name: 'etcd de maestro1' }).click();
  await expect(hands.pending).toContainText('Sin mayoría en etcd');
});
