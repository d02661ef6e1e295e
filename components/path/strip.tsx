'use client';
import { useTranslations } from 'use-intl';
import { useSection } from '@/lib/hooks/use-cluster';
import { shortPodName } from '@/lib/model/layout';
import type { Hop, PodPath } from '@/lib/model/path/types';
/** The path as one line of boxes, kubectl to the pod: what has been told is lit, runC is dashed but for its moment. */
import { actorName, clientName, isProgram } from './hop-words';

/** The whole name stands in the heading under the strip. */
const POD_LETTERS = 19;

interface Box {
  id: string;
  name: string;
  place: string;
  /** Hops this box acts in. */
  hops: Hop['id'][];
  dashed?: boolean;
  skipped?: boolean;
}

/** Where a program of the control plane runs, while it is on one machine. */
type PlaceOf = (id: string) => string;

function boxesOf(path: PodPath, client: string, placeOf: PlaceOf): Box[] {
  const node = path.node ?? '';
  const absent = (id: Hop['id']) => path.hops.some((hop) => hop.id === id && hop.evidenceLevel === 'absent');
  const isStatic = path.origin === 'static';
  const order = path.hops.find((hop) => hop.id === 'client');
  const links = path.chain.length
    ? path.chain.filter((link) => !['kubelet', 'containerd-shim', 'conmon'].includes(link.id))
    : [
        { id: 'containerd', name: 'containerd' },
        { id: 'runc', name: 'runC' },
      ];
  const server: Box[] = [
    {
      id: 'client',
      name: clientName(order?.manager),
      place: order?.manager && isProgram(order.manager) ? placeOf(order.manager) : client,
      hops: ['client'],
      skipped: isStatic || absent('client'),
    },
    {
      id: 'server',
      name: 'kube-apiserver',
      place: placeOf('kube-apiserver'),
      hops: ['apiserver', 'delete'],
      skipped: isStatic,
    },
    { id: 'etcd', name: 'etcd', place: placeOf('etcd'), hops: ['etcd'], skipped: isStatic },
  ];
  if (path.origin === 'controller')
    server.push({
      id: 'controllers',
      name: 'controller-manager',
      place: placeOf('kube-controller-manager'),
      hops: ['controllers'],
    });
  server.push({
    id: 'scheduler',
    name: 'scheduler',
    place: placeOf('kube-scheduler'),
    hops: ['scheduler'],
    skipped: absent('scheduler'),
  });
  const last = links.length - 1;
  return [
    ...server,
    { id: 'kubelet', name: 'kubelet', place: node, hops: ['kubelet', 'volumes'] },
    ...links.map(
      (link, index): Box => ({
        id: link.id,
        name: 'name' in link ? link.name : actorName(link),
        place: node,
        hops:
          index === last
            ? ['start']
            : index === last - 1 || links.length === 1
              ? ['sandbox', 'image', 'create', 'stop']
              : ['image'],
        dashed: index === last,
      }),
    ),
    {
      id: 'pod',
      name: shortPodName({ ...path.pod, node, static: isStatic }, POD_LETTERS),
      place: path.pod.namespace,
      hops: ['ready'],
    },
  ];
}

export function Strip({ path, hops, step }: { path: PodPath; hops: readonly Hop[]; step: number }) {
  const t = useTranslations('path');
  const components = useSection('components');
  const placeOf: PlaceOf = (id) => {
    const nodes = new Set(components?.find((each) => each.id === id)?.instances.map((each) => each.node));
    const [only] = nodes;
    return nodes.size === 1 && only ? only : '';
  };
  const boxes = boxesOf(path, t('client'), placeOf);
  const current = step > 0 ? hops[step - 1] : undefined;
  const now = current ? boxes.findIndex((box) => box.hops.includes(current.id)) : -1;
  // Before and after the telling all that happened is lit, and no more: a pod that found no node never reached a kubelet.
  const happened = new Set(hops.filter((hop) => hop.evidenceLevel !== 'absent').map((hop) => hop.id));
  const end = boxes.findLastIndex((box) => box.hops.some((id) => happened.has(id)));
  const reached = step === 0 ? end : now;
  return (
    <ol
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('title', { pod: path.pod.name })}
      className="flex items-center overflow-x-auto px-[1.8em] py-[1.2em]"
    >
      {boxes.map((box, index) => {
        const isNow = index === now;
        const passed = index <= reached && !box.skipped;
        return (
          <li
            key={box.id}
            className={`flex min-w-[6.5em] items-center ${index ? 'flex-auto' : ''} ${box.skipped ? 'text-soft' : ''}`}
          >
            {index ? (
              <span className="flex min-w-[16px] flex-1 items-center" aria-hidden="true">
                <span
                  className={`flex-1 ${passed ? 'border-accent border-t-2' : 'border-soft border-t'} ${box.skipped ? 'border-dashed' : ''}`}
                />
                <svg
                  aria-hidden="true"
                  viewBox="0 0 8 8"
                  className={`h-[8px] w-[8px] ${passed ? 'fill-accent' : 'fill-soft'}`}
                >
                  <path d="M0 .6 8 4 0 7.4z" />
                </svg>
              </span>
            ) : null}
            <span
              className={`flex min-h-[3.8em] min-w-0 flex-col items-center justify-center border-(length:--stroke) bg-surface px-[0.7em] py-[0.5em] ${isNow ? 'border-accent outline outline-accent' : 'border-line'} ${(box.dashed && !isNow) || box.skipped ? 'border-dashed' : ''} ${box.dashed ? 'rounded-[1.6em]' : 'rounded-[3px]'}`}
            >
              <b className="max-w-full truncate font-mono font-semibold">{box.name}</b>
              {box.place ? <span className="max-w-full truncate text-[0.88em] text-soft">{box.place}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
