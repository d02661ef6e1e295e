import { describe, expect, it } from 'vitest';
import { realAnswer, realCluster, smallCluster } from '@/components/testing/clusters';
import { render } from '@/components/testing/render';
import { LOCALES, type Locale } from '@/lib/i18n/locales';
import type { ClusterSnapshot } from '@/lib/model/cluster';
import { Inspector } from './inspector';

const real = realCluster();
const card = (
  selection: string,
  snapshot: ClusterSnapshot | undefined = real,
  locale: Locale = 'es',
  answers: Record<string, unknown> = {},
) => render(<Inspector />, { snapshot, locale, answers, query: `?sel=${encodeURIComponent(selection)}` });
/** The card of a pod whose object has been read. */
const read = async (namespace: string, name: string) =>
  card(`pod:${namespace}/${name}`, real, 'es', await realAnswer('pods', namespace, name));

/** A key where a message should be, or a value that nobody filled in. */
const UNSAID = /\b(inspector|components|reasons|shell)\.[a-zA-Z-]+|\{[a-z]+\}|undefined|\[object|NaN/;

describe.each(LOCALES)('the inspector in %s', (locale) => {
  const selections = [
    ...real.components.map(({ id }) => `component:${id}`),
    ...real.nodes.map(({ name }) => `node:${name}`),
    ...real.pods.map(({ namespace, name }) => `pod:${namespace}/${name}`),
    ...real.namespaces.map(({ name }) => `namespace:${name}`),
    ...real.services.map(({ namespace, name }) => `service:${namespace}/${name}`),
    ...real.workloads.map(({ kind, namespace, name }) => `workload:${kind}/${namespace}/${name}`),
  ];

  it('has a card with a heading for everything of a cluster, and no word is missing', () => {
    for (const selection of selections) {
      const { html, text } = card(selection, real, locale);
      expect(html, selection).toMatch(/<h2/);
      expect(UNSAID.exec(text)?.[0], `${selection}: ${text}`).toBeUndefined();
    }
  });

  it.each(['eks', 'k3s', 'minikube', 'openshift', 'all-denied', 'by-hand', 'still-reading', 'nodes-not-recorded'])(
    'says why each component of %s is known, hidden, denied or absent',
    (name) => {
      const snapshot = smallCluster(name);
      for (const { id } of snapshot.components) {
        const { html, text } = card(`component:${id}`, snapshot, locale);
        expect(html, id).toMatch(/<h2/);
        expect(UNSAID.exec(text)?.[0], `${id}: ${text}`).toBeUndefined();
      }
    },
  );
});

describe('the card', () => {
  it('of a component says in one sentence what it is, and its proofs lead to their objects', () => {
    const { html, text } = card('component:kube-scheduler');
    expect(text).toContain('Determina en qué nodo (máquina) se ejecuta cada pod nuevo');
    expect(text).toContain('metadata.labels["component"]');
    expect(html).toMatch(/href="[^"]*sel=[^"]*leases?[^"]*kube-scheduler"/i);
  });

  it('of a pod that crashes explains it, and gives the command that comes next', async () => {
    const { text } = await read('desarrollo', 'se-cae');
    expect(text).toContain('el kubelet siempre lo reinicia');
    expect(text).toContain('kubectl -n desarrollo logs se-cae --previous');
    expect(text).toContain('No tiene controlador');
  });

  it('of a pod without a node takes the scheduler’s message apart, and has it word for word', () => {
    const { html, text } = card('pod:pruebas/no-cabe');
    expect(text).toContain('El scheduler ha comprobado 3 nodos; ninguno es adecuado');
    expect(text).toContain('no tiene cpu suficiente');
    expect(/<blockquote[^>]*>(.*?)<\/blockquote>/s.exec(html)?.[1]).toContain('0/3 nodes are available');
  });

  it('of a static pod says that it never passed the scheduler, and by what that is known', async () => {
    const { text } = await read('kube-system', 'etcd-control-plane');
    expect(text).toContain('sin el scheduler');
    expect(text).toContain('kubernetes.io/config.mirror');
  });

  it('tells a name that is not in the cluster from one that is nothing at all', () => {
    expect(card('pod:produccion/nunca-existio').text).toContain('nunca-existio no está en el clúster');
    const strange = card('pod:<img src=x onerror=alert(1)>');
    expect(strange.text).toContain('Selección desconocida: «pod:<img src=x onerror=alert(1)>»');
    expect(strange.html).not.toContain('<img');
  });

  it('of a kind that RBAC denies has the rule to ask for', () => {
    const { text } = card('kind:nodes', smallCluster('one-namespace'));
    expect(text).toContain('Permiso que pedir');
    expect(text).toContain('resources: ["nodes"]');
  });

  it('is not there when nothing is selected', () => {
    expect(render(<Inspector />, { snapshot: real }).html).toBe('');
  });
});
