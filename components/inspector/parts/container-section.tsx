'use client';
/** The containers of a pod, in the order they start: state and image at a glance, the rest folded. */
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { Disclosure } from '@/components/ui/disclosure';
import type { ContainerView, PodView } from '@/lib/model/cluster';
import type { Container, ContainerStatus, PodObject } from '@/lib/model/objects';
import { ContainerDetails } from './container-details';
import { ContainerExit } from './container-exit';

const ORDER: readonly ContainerView['kind'][] = ['init', 'sidecar', 'app', 'ephemeral'];

function specOf(whole: PodObject | undefined, name: string): Container | undefined {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = whole?.spec ?? {};
  return [...initContainers, ...containers, ...ephemeralContainers].find((container) => container.name === name);
}

function statusOf(whole: PodObject | undefined, name: string): ContainerStatus | undefined {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = whole?.status ?? {};
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].find(
    (status) => status.name === name,
  );
}

function Summary({ container }: { container: ContainerView }) {
  const t = useTranslations('inspector.container');
  return (
    <>
      <StateMark health={container.health} className="mr-2" />
      <Mono className="font-semibold">{container.name}</Mono>
      {container.kind === 'app' ? null : <span className="text-soft"> · {t(`kind.${container.kind}`)}</span>}
      <span className="block pl-[1.4em] text-[0.92em] text-soft">
        {container.state ?? t('notYet')} · <Mono>{container.image}</Mono>
      </span>
      {container.exit && container.exit.code !== 0 ? (
        <span className="block pl-[1.4em] text-[0.92em]">
          <ContainerExit exit={container.exit} />
        </span>
      ) : null}
    </>
  );
}

interface Props {
  pod: PodView;
  whole: PodObject | undefined;
  /** Name of the container that was chosen on the diagram. */
  open: string | undefined;
}

export function ContainerSection({ pod, whole, open }: Props) {
  const t = useTranslations('inspector.section');
  const containers = ORDER.flatMap((kind) => pod.containers.filter((container) => container.kind === kind));
  return (
    <Section title={t('containers')} aside={pod.ready}>
      <ul className="divide-y divide-hair border-hair border-t">
        {containers.map((container) => (
          <li key={`${container.name} ${container.name === open}`}>
            <Disclosure summary={<Summary container={container} />} open={container.name === open}>
              {() => (
                <ContainerDetails
                  container={container}
                  spec={specOf(whole, container.name)}
                  status={statusOf(whole, container.name)}
                />
              )}
            </Disclosure>
          </li>
        ))}
      </ul>
    </Section>
  );
}
