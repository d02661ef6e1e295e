/** The panel of the sample cluster: create, scale, delete and break, each as a kubectl command first; of no other cluster. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { Sample } from './support/sample';
import { expect, test } from './support/test';

const WORDS = {
  es: {
    open: 'Manejar',
    title: 'Manejar el clúster de ejemplo',
    pending: 'Lo que se va a hacer',
    do: 'Hacerlo',
    cancel: 'Dejarlo',
    show: 'Ver la orden',
    scale: 'Escalar',
    delete: 'Borrar',
    fields: { namespace: 'Namespace', name: 'Nombre', image: 'Imagen', replicas: 'Réplicas', target: 'Qué' },
    phases: ['en marcha', 'parado'],
  },
  en: {
    open: 'Handle it',
    title: 'Handle the sample cluster',
    pending: 'What will be done',
    do: 'Do it',
    cancel: 'Leave it',
    show: 'Show the command',
    scale: 'Scale',
    delete: 'Delete',
    fields: { namespace: 'Namespace', name: 'Name', image: 'Image', replicas: 'Replicas', target: 'What' },
    phases: ['running', 'stopped'],
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
const SLOW = { timeout: 40_000 };

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
    await this.press(this.page.getByRole('button', { name: this.words.open }));
    await expect(this.panel).toBeVisible();
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

  async create(name: string, replicas: number) {
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

  /** The command that is shown, and nothing else. */
  command = async () => (await this.pending.locator('code').textContent()) ?? '';
}

/** Pods of a Deployment as the diagram draws them. */
const drawn = (page: Page, deployment: string) => page.locator(`[data-piece^="pod:ivan/${deployment}-"]`);

for (const [lang, by] of [
  ['es', 'mouse'],
  ['en', 'keyboard'],
] as const) {
  test(`create, scale, delete and break, by ${by} in ${lang}: the command first, then the diagram shows it`, async ({
    page,
    kubeplano,
  }) => {
    test.slow();
    const { url } = await kubeplano(['--sample']);
    const hands = new Hands(page, lang, by);
    await hands.open(url);

    await hands.create('tienda', 3);
    expect(await hands.command()).toBe('kubectl -n ivan create deployment tienda --image=nginx:1.27 --replicas=3');
    // Shown is not done.
    await expect(drawn(page, 'tienda')).toHaveCount(0);
    await hands.confirm();
    await expect(drawn(page, 'tienda')).toHaveCount(3, SLOW);

    await hands.scale('ivan/tienda', 1);
    expect(await hands.command()).toBe('kubectl -n ivan scale deployment tienda --replicas=1');
    await hands.cancel();
    await hands.scale('ivan/tienda', 1);
    await expect(drawn(page, 'tienda')).toHaveCount(3);
    await hands.confirm();
    await expect(drawn(page, 'tienda')).toHaveCount(1, SLOW);

    const [pod = ''] = await drawn(page, 'tienda').evaluateAll((found) =>
      found.map((one) => (one.getAttribute('data-piece') ?? '').replace('pod:', '')),
    );
    await hands.remove(pod);
    expect(await hands.command()).toBe(`kubectl -n ivan delete pod ${pod.replace('ivan/', '')}`);
    await hands.confirm();
    // Its ReplicaSet wants one: another comes in its place.
    await expect(page.locator(`[data-piece="pod:${pod}"]`)).toHaveCount(0, SLOW);
    await expect(drawn(page, 'tienda')).toHaveCount(1, SLOW);

    await hands.remove('ivan/tienda');
    expect(await hands.command()).toBe('kubectl -n ivan delete deployment tienda');
    await hands.confirm();
    await expect(drawn(page, 'tienda')).toHaveCount(0, SLOW);

    const row = hands.panel.getByRole('listitem').filter({ hasText: 'kube-scheduler' });
    const scheduler = page.locator('[data-piece^="pod:kube-system/kube-scheduler"]');
    await expect(scheduler).toHaveCount(1);
    await hands.press(row.getByRole('switch'), 'Space');
    expect(await hands.command()).toBe(`kubectl patch switch scheduler --type merge -p '{"spec":{"on":false}}'`);
    await expect(hands.pending).toBeFocused();
    await expect(row).toContainText(hands.words.phases[0]);
    await hands.confirm();
    await expect(hands.panel).toBeFocused();
    await expect(row.getByRole('switch')).not.toBeChecked();
    await expect(row).toContainText(hands.words.phases[1], SLOW);
    await expect(scheduler).toHaveCount(0, SLOW);
  });
}

test('the command that is shown does the same when it is typed in a terminal', async ({ page, kubeplano }) => {
  test.skip(spawnSync('kubectl', ['version', '--client']).status !== 0, 'kubectl is not installed');
  test.slow();
  const running = await kubeplano(['--sample']);
  const { kubeconfig } = new Sample(running);
  const run = promisify(execFile);
  const shell = async (line: string) =>
    (await run('sh', ['-c', line], { env: { ...process.env, KUBECONFIG: kubeconfig }, timeout: 30_000 })).stdout;
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
  await expect(drawn(page, 'pagina')).toHaveCount(2, SLOW);
  await hands.create('terminal', 2);
  expect(await typed()).toBe('deployment.apps/terminal created\n');
  await expect(drawn(page, 'terminal')).toHaveCount(2, SLOW);
  expect(await specOf('terminal')).toEqual(await specOf('pagina'));

  await hands.scale('ivan/pagina', 1);
  await hands.confirm();
  await hands.scale('ivan/terminal', 1);
  expect(await typed()).toBe('deployment.apps/terminal scaled\n');
  await expect(drawn(page, 'pagina')).toHaveCount(1, SLOW);
  await expect(drawn(page, 'terminal')).toHaveCount(1, SLOW);
  expect(await specOf('terminal')).toEqual(await specOf('pagina'));

  await hands.remove('ivan/terminal');
  expect(await typed()).toContain('deployment.apps "terminal" deleted');
  await expect(drawn(page, 'terminal')).toHaveCount(0, SLOW);
  await expect(drawn(page, 'pagina')).toHaveCount(1);

  const row = hands.panel.getByRole('listitem').filter({ hasText: 'kubelet de nodo1' });
  await row.getByRole('switch').click();
  expect(await typed()).toBe('switch.sample.kubeplano.dev/kubelet-nodo1 patched\n');
  await expect(row.getByRole('switch')).not.toBeChecked();
  await expect(row).toContainText('parado');
  const printed = await shell('kubectl get switch kubelet-nodo1');
  expect(printed).toMatch(/^NAME +ON +PHASE +COMPONENT .*\nkubelet-nodo1 +false +Stopped +kubelet +nodo1 /);
});

test('a cluster that is not the sample has no such button, and nobody does anything to it', async ({
  page,
  sample,
  live,
  recorded,
  request,
}) => {
  test.slow();
  const act = { do: 'create', namespace: 'ivan', name: 'intruso', image: 'nginx:1.27', replicas: 1 };
  for (const { url } of [live, recorded]) {
    await page.goto(url);
    await expect(page.locator('[data-piece]').first()).toBeVisible(SLOW);
    await expect(page.getByRole('button', { name: 'Manejar' })).toHaveCount(0);
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
