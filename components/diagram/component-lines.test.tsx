import { expect, it } from 'vitest';
import { smallCluster } from '@/components/testing/clusters';
import { render } from '@/components/testing/render';
import { LOCALES } from '@/lib/i18n/locales';
import { ComponentLines } from './component-lines';

const built = smallCluster('minikube').components.find(({ id }) => id === 'minikube');

it.each(LOCALES)('what built the cluster says its version where it is known, and nothing instead (%s)', (locale) => {
  if (!built) throw new Error('minikube built it');
  const { version: _, ...minikube } = built;
  const said = (version?: string) =>
    render(
      <ComponentLines
        component={{ ...minikube, evidenceLevel: 'observed', ...(version ? { version } : {}) }}
        here={[]}
        inside={false}
      />,
      { locale },
    ).text;
  const words = { es: 'creó este clúster', en: 'bootstrapped this cluster' }[locale];
  expect(said()).toBe(words);
  expect(said('v1.38.1')).toBe(`${words} v1.38.1`);
});
