import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../i18n/messages';
import { COMPONENT_IDS } from './cluster';

/** Reason codes as they are written in the rules: `code: '…'` and the arguments of `inference('…'`. */
function codesInRules(): string[] {
  const folder = path.join(import.meta.dirname, 'components');
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const codes = sources.flatMap((source) => [
    ...source.matchAll(/code: '([a-z-]+)'/g),
    ...source.matchAll(/inference\('([a-z-]+)'/g),
    ...source.matchAll(/^ {2}'?[a-z-]+'?: '([a-z-]+-[a-z-]+)',$/gm),
  ]);
  return [...new Set(codes.map((match) => match[1] ?? ''))].filter((code) => !COMPONENT_IDS.some((id) => id === code));
}

describe.each(['es', 'en'] as const)('the words in %s', (locale) => {
  const { components, reasons } = MESSAGES[locale];

  it.each(COMPONENT_IDS)('say what %s is, how it starts and what happens when it stops', (id) => {
    expect(Object.values(components[id]).filter((text) => text.length > 2)).toHaveLength(4);
  });

  it('have a sentence for every reason the rules give', () => {
    const codes = codesInRules();
    expect(codes.length).toBeGreaterThan(25);
    expect(codes.filter((code) => !(code in reasons))).toEqual([]);
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
