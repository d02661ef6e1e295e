import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../i18n/messages';
import { COMPONENT_IDS } from './cluster';
import { HOP_REASON_CODES } from './path/hop-reason';
import { REASON_CODES } from './reason';

describe.each(['es', 'en'] as const)('the words in %s', (locale) => {
  const { components, reasons, path } = MESSAGES[locale];

  it.each(COMPONENT_IDS)('say what %s is, how it starts and what happens when it stops', (id) => {
    expect(Object.values(components[id]).filter((text) => text.length > 2)).toHaveLength(4);
  });

  it('have a sentence for every reason, and none for what is no reason', () => {
    expect(Object.keys(reasons).toSorted()).toEqual([...REASON_CODES].toSorted());
    expect(Object.keys(path.reasons).toSorted()).toEqual([...HOP_REASON_CODES].toSorted());
  });
});

describe('the notes of the class', () => {
  const words = JSON.stringify([MESSAGES.es.components, MESSAGES.es.terms]).toLowerCase();

  it.each([
    'minikube',
    'orquestador de contenedores',
    'alta disponibilidad',
    'escalabilidad',
    'contenedor',
    'entorno aislado',
    'proceso principal',
    'imagen de contenedor',
    'archivo comprimido',
    'volúmenes',
    'puertos',
    'variables de entorno',
    'docker hub',
    'gestor de contenedores',
    'docker engine',
    'dockerd',
    'containerd',
    'cri-o',
    'runc',
    'systemd',
    'systemctl',
    'red privada virtual',
    'pod',
    'misma máquina',
    'comparten ip',
    'kubeadm',
    'kubelet',
    'kubectl',
    'sobre el hierro',
    'plano de control',
    'maestro',
    'apiserver',
    'etcd',
    'clave-valor',
    'scheduler',
    'kube-proxy',
    'red virtual',
    'controller-manager',
    'coredns',
    'dns interno',
    'namespace',
    'espacio de nombres',
    'kube-system',
    'nodo',
    'worker',
  ])('speak of «%s», and so does the product', (term) => {
    expect(words).toContain(term);
  });
});
