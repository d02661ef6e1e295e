import { describe, expect, it } from 'vitest';
import { realCluster } from '@/components/testing/clusters';
import { render } from '@/components/testing/render';
import { LOCALES, type Locale } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import { REAL_CLUSTER, recordedPath } from '@/lib/model/path/testing/recorded';
import { PathPanel } from './path-panel';

const snapshot = realCluster();
const WEB = 'produccion/web-785f95754b-99kbt';
/** What the API answers of the path of a pod, by address. */
const answerOf = (pod: string) => ({
  [`/api/paths/${pod}`]: { ...recordedPath(REAL_CLUSTER, pod.split('/')[1] ?? ''), admission: [] },
});
const panel = (query: string, answers = {}, { onDiagram = false, locale = 'es' as Locale } = {}) =>
  render(<PathPanel onDiagram={onDiagram} setOnDiagram={() => undefined} />, { snapshot, query, answers, locale });

describe.each(LOCALES)('the panel of a path, in %s', (locale) => {
  it.each([
    'produccion/web-785f95754b-99kbt',
    'desarrollo/se-cae',
    'pruebas/no-cabe',
    'kube-system/etcd-control-plane',
  ])('tells all that is known of %s, and no word is missing', (pod) => {
    const { html, text } = panel(`?path=${pod}`, answerOf(pod), { locale });
    expect(text).toContain(pod.split('/')[1]);
    expect(html).toContain('<table');
    expect(text).not.toMatch(/\bpath\.[a-zA-Z-]+\.|\{[a-z]+\}|undefined|NaN|\[object/);
  });
});

describe('the panel of a path', () => {
  it('says that it is reading, until the answer has come', () => {
    const { html, text } = panel(`?path=${WEB}`);
    expect(text).toBe(MESSAGES.es.path.loading);
    expect(html).toContain('role="status"');
  });

  it('waiting for the next pod, gives the command that makes one', () => {
    expect(panel('?path=next').text).toContain('kubectl run prueba --image=nginx');
  });

  it('of two pods says which took longer, on one axis', () => {
    const other = 'desarrollo/api-84954d8cdb-dn445';
    const { html, text } = panel(`?path=${WEB}&beside=${other}`, { ...answerOf(WEB), ...answerOf(other) });
    const axes = [...html.matchAll(/<thead.*?<\/thead>/gs)].map(([head]) => head);
    expect(axes.length).toBeGreaterThanOrEqual(2);
    expect(axes[0]).toBe(axes[1]);
    expect(text).toMatch(/web-785f95754b-99kbt y api-84954d8cdb-dn445 tardaron lo mismo|tardó .* más/);
  });

  it('under the diagram shows the present step and no other', () => {
    const { html, text } = panel(`?path=${WEB}&hop=5`, answerOf(WEB), { onDiagram: true });
    expect(text).toContain('el scheduler elige un nodo');
    expect(text).not.toContain('runC arranca el proceso');
    expect(html).toContain('aria-live="polite"');
  });
});
