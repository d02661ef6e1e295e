import { describe, expect, it } from 'vitest';
import { realCluster, smallCluster } from '@/components/testing/clusters';
import { render } from '@/components/testing/render';
import { LOCALES } from '@/lib/i18n/locales';
import type { ClusterSnapshot, Connection } from '@/lib/model/cluster';
import { SourceBanners, StaleBanner } from './banners';
import { ClusterCard } from './cluster-card';

const card = (snapshot: ClusterSnapshot, locale: 'es' | 'en' = 'es') =>
  render(<ClusterCard state="en vivo" onDone={() => undefined} />, {
    snapshot,
    locale,
    answers: { '/api/contexts': { contexts: [], current: undefined } },
  }).text;

describe('the card of the cluster', () => {
  it('says what the cluster is and how that is known, with the signs that lost', () => {
    const said = card(smallCluster('minikube'));
    expect(said).toContain('v1.31.4');
    expect(said).toContain('metadata.labels["minikube.k8s.io/name"]');
    expect(said).toContain('kubeadm');
  });

  it('lists what RBAC refuses, and the rest is shown', () => {
    const said = card(smallCluster('all-denied'));
    expect(said).toContain('Tipos que no se han podido leer');
    expect(said).toMatch(/nodes.*denegado/);
  });

  it('of a recording says when it was made', () => {
    expect(card(realCluster())).toMatch(/22 de noviembre de 2026/);
  });

  it.each(LOCALES)('has all its words in %s', (locale) => {
    for (const name of ['eks', 'all-denied', 'one-namespace', 'still-reading'])
      expect(card(smallCluster(name), locale)).not.toMatch(/\bshell\.[a-zA-Z-]+|\{[a-z]+\}|undefined/);
  });
});

describe('the banners', () => {
  const eks = smallCluster('eks');
  const connected = (connection: Connection) =>
    render(<StaleBanner />, { snapshot: { ...eks, connection }, query: '' }).text;

  it('say of a recording that it is one, of the sample that it is one, and nothing of a cluster', () => {
    const banner = (snapshot: ClusterSnapshot) => render(<SourceBanners />, { snapshot }).text;
    expect(banner(realCluster())).toContain('Grabación de');
    expect(banner({ ...eks, source: { kind: 'sample', context: 'kubeplano-sample' } })).toContain('Clúster de ejemplo');
    expect(banner(eks)).toBe('');
  });

  it('say since when the cluster does not answer, in its own words', () => {
    const since = '2026-01-01T09:41:07Z';
    const said = connected({ state: 'stale', since, message: 'connect ECONNREFUSED' });
    expect(said).toContain('10:41:07');
    expect(said).toContain('ECONNREFUSED');
  });
});
