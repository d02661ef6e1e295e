import { describe, expect, it } from 'vitest';
import { realCluster, smallCluster } from '@/components/testing/clusters';
import { render } from '@/components/testing/render';
import { LOCALES } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import { Outline } from './outline';

const real = realCluster();
const count = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].length;

describe.each(LOCALES)('the outline in %s', (locale) => {
  it('names every pod, node and component of the diagram, once', () => {
    const { html } = render(<Outline />, { snapshot: real, locale });
    expect(count(html, /data-outline-pod/g)).toBe(27);
    expect(count(html, /data-outline-node/g)).toBe(3);
    for (const { id } of real.components) {
      expect(count(html, new RegExp(`href="[^"]*sel=component%3A${id}"`, 'g')), id).toBe(1);
    }
  });

  it.each(['minikube', 'eks', 'k3s', 'all-denied', 'windows'])('has words for what is known of %s', (name) => {
    const { text } = render(<Outline />, { snapshot: smallCluster(name), locale });
    expect(text).toContain(MESSAGES[locale].outline.title);
    // A message without its words shows its key.
    expect(text).not.toMatch(/\b(outline|reasons|components|inspector)\.[a-z-]+/);
  });
});

describe('the outline with filters', () => {
  const filtered = render(<Outline />, { snapshot: real, query: '?ns=kube-system' });

  it('hides pods, and each place says how many', () => {
    const system = real.pods.filter(({ namespace }) => namespace === 'kube-system').length;
    expect(count(filtered.html, /data-outline-pod/g)).toBe(system);
    expect(filtered.text).toMatch(/\d+ (pods )?ocultos por el filtro/);
    expect(filtered.text).toContain('Quitar los filtros');
  });

  it('says nothing of filters where there are none', () => {
    expect(render(<Outline />, { snapshot: real }).text).not.toContain('Quitar los filtros');
  });
});
