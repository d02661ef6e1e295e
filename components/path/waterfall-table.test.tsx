import { describe, expect, it } from 'vitest';
import { realCluster } from '@/components/testing/clusters';
import { render, textOf } from '@/components/testing/render';
import { LOCALES, type Locale } from '@/lib/i18n/locales';
import { REAL_CLUSTER, recordedPath } from '@/lib/model/path/testing/recorded';
import { WaterfallTable } from './waterfall-table';

const snapshot = realCluster();

/** The rows of the table as one reads them. */
function rows(pod: string, { step = 0, locale = 'es' as Locale } = {}) {
  const path = recordedPath(REAL_CLUSTER, pod);
  const table = <WaterfallTable path={path} hops={path.hops} step={step} onStep={() => undefined} />;
  const { html } = render(table, { snapshot, locale });
  return html
    .split('<tr')
    .slice(1)
    .map((row) => ({ text: textOf(`<tr${row}`), current: /^[^>]*aria-current="step"/.test(row) }))
    .filter(({ text }) => text !== '');
}
/** Those of the hops: each begins with its number. */
const hopRows = (pod: string, given = {}) => rows(pod, given).filter(({ text }) => /^\d+ /.test(text));

describe('the path as a table', () => {
  it('has a row for each hop, in order, each with its proof', () => {
    const told = hopRows('web-785f95754b-99kbt').map(({ text }) => text);
    const said = [
      /kubectl → apiserver/,
      /el apiserver la recibe y la valida/,
      /apiserver → etcd/,
      /Deployment → ReplicaSet → Pod.*ownerReferences/,
      /el scheduler elige un nodo/,
      /el kubelet lo ve/,
      /sandbox y red/,
      /la imagen ya está|containerd descarga la imagen/,
      /containerd crea el contenedor/,
      /runC arranca el proceso.*startedAt/,
      /listo/,
    ];
    expect(told).toEqual(said.map((pattern) => expect.stringMatching(pattern)));
  });

  it('marks the present step and no other', () => {
    const current = hopRows('web-785f95754b-99kbt', { step: 3 }).filter((row) => row.current);
    expect(current.map(({ text }) => text)).toEqual([expect.stringContaining('etcd')]);
  });

  it('says what a static pod skipped', () => {
    const told = hopRows('etcd-control-plane').map(({ text }) => text);
    expect(told[0]).toContain('omitido');
    expect(told.find((text) => text.includes('el scheduler elige un nodo'))).toContain('omitido');
  });

  it('of a pod that does not start ends where it fails, in the cluster’s own words', () => {
    expect(hopRows('no-cabe').at(-1)?.text).toContain('el scheduler elige un nodo');
    expect(rows('no-cabe').at(-1)?.text).toContain('0/3 nodes are available');
    expect(hopRows('sin-imagen').at(-1)?.text).toContain('imagen');
    expect(rows('sin-imagen').at(-1)?.text).toContain('ImagePullBackOff');
  });

  it.each(LOCALES)('has words for every hop of every recorded pod, in %s', (locale) => {
    for (const { name } of snapshot.pods) {
      for (const { text } of rows(name, { locale }))
        expect(text).not.toMatch(/\bpath\.[a-z-]+|\{[a-z]+\}|undefined|NaN/);
    }
  });
});
