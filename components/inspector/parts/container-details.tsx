'use client';
/** One container: its state and the one before, its image taken apart, ports, probes, what it asks for. */
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Mono, Note } from '@/components/parts/section';
import { Ago, When } from '@/components/parts/time';
import type { ContainerView } from '@/lib/model/cluster';
import type { Container, ContainerStatus, Probe } from '@/lib/model/objects';
import { parseImageName } from '../image-name';
import { formatResource } from '../quantity';
import { explainExitCode } from '../status-words';
import { Fact, Facts } from './facts';

function ImageFacts({ reference }: { reference: string }) {
  const t = useTranslations('inspector.pod.image');
  const { registry, repository, tag, digest, implicitLatest } = parseImageName(reference);
  return (
    <>
      <Fact term={t('registry')} mono>
        {registry}
      </Fact>
      <Fact term={t('repository')} mono>
        {repository}
      </Fact>
      <Fact term={t('tag')}>{implicitLatest ? t('implicitLatest') : tag ? <Mono>{tag}</Mono> : null}</Fact>
      <Fact term={t('digest')} mono>
        {digest}
      </Fact>
    </>
  );
}

/** `GET /healthz :8080`, `tcp :53`, `exec cat /tmp/x`. */
export function probeText(probe: Probe): string {
  if (probe.httpGet) return `GET ${probe.httpGet.path ?? '/'} :${probe.httpGet.port}`;
  if (probe.tcpSocket) return `tcp :${probe.tcpSocket.port}`;
  if (probe.grpc) return `grpc :${probe.grpc.port}`;
  return `exec ${(probe.exec?.command ?? []).join(' ')}`;
}

function Probes({ spec }: { spec: Container }) {
  const t = useTranslations('inspector.container');
  const probes = [
    ['startup', spec.startupProbe],
    ['liveness', spec.livenessProbe],
    ['readiness', spec.readinessProbe],
  ] as const;
  const rows = probes.flatMap(([name, probe]): ReactNode[] =>
    probe
      ? [
          <span key={name} className="block">
            {t(`probe.${name}`)}
            <Mono className="block text-soft">
              {t('probeEvery', { what: probeText(probe), seconds: probe.periodSeconds ?? 10 })}
            </Mono>
          </span>,
        ]
      : [],
  );
  return rows.length ? rows : <span className="text-soft">{t('none')}</span>;
}

function Amounts({ amounts }: { amounts: Record<string, string> | undefined }) {
  const t = useTranslations('inspector.container');
  const locale = useLocale();
  const entries = Object.entries(amounts ?? {});
  if (!entries.length) return <span className="text-soft">{t('none')}</span>;
  return <>{entries.map(([name, value]) => `${name} ${formatResource(name, value, locale)}`).join(' · ')}</>;
}

function ExitLine({ status }: { status: ContainerStatus }) {
  const t = useTranslations('inspector.exitCode');
  const ended = status.lastState?.terminated;
  if (!ended) return null;
  const { id, signal } = explainExitCode(ended.exitCode);
  return (
    <>
      {ended.reason ? <Mono>{ended.reason} </Mono> : null}
      {t('line', { code: ended.exitCode, meaning: t(id, { signal }) })}
      {ended.finishedAt ? (
        <>
          , <Ago since={ended.finishedAt} />
        </>
      ) : null}
    </>
  );
}

function CurrentExit({ status }: { status: ContainerStatus | undefined }) {
  const t = useTranslations('inspector.exitCode');
  const ended = status?.state?.terminated;
  if (!ended) return null;
  const { id, signal } = explainExitCode(ended.exitCode);
  return <div>{t('line', { code: ended.exitCode, meaning: t(id, { signal }) })}</div>;
}

interface Props {
  container: ContainerView;
  /** Absent until the whole object has been read. */
  spec: Container | undefined;
  status: ContainerStatus | undefined;
}

export function ContainerDetails({ container, spec, status }: Props) {
  const t = useTranslations('inspector');
  const ports = (spec?.ports ?? []).map(
    ({ name, containerPort, protocol = 'TCP', hostPort }) =>
      `${containerPort}/${protocol}${name ? ` (${name})` : ''}${hostPort ? ` → ${hostPort}` : ''}`,
  );
  const env = spec?.env ?? [];
  return (
    <div className="pb-2 pl-[1.4em]">
      <Note>{t(`container.kindMeaning.${container.kind}`)}</Note>
      <Facts>
        <Fact term={t('container.state')}>
          <Mono>{container.state ?? t('container.notYet')}</Mono>
          <CurrentExit status={status} />
        </Fact>
        <Fact term={t('container.lastState')}>
          {status?.lastState?.terminated ? <ExitLine status={status} /> : null}
        </Fact>
        <Fact term={t('fact.started')}>{container.startedAt ? <When at={container.startedAt} /> : null}</Fact>
        <Fact term={t('fact.restarts')}>{container.restarts}</Fact>
        <ImageFacts reference={container.image} />
        {spec ? (
          <>
            <Fact term={t('container.pull')} mono>
              {spec.imagePullPolicy}
            </Fact>
            <Fact term={t('container.command')} mono>
              {[...(spec.command ?? []), ...(spec.args ?? [])].join(' ')}
            </Fact>
            <Fact term={t('container.ports')} mono>
              {ports.join(', ')}
            </Fact>
            <Fact term={t('container.probes')}>
              <Probes spec={spec} />
            </Fact>
            <Fact term={t('container.requests')}>
              <Amounts amounts={spec.resources?.requests} />
            </Fact>
            <Fact term={t('container.limits')}>
              <Amounts amounts={spec.resources?.limits} />
            </Fact>
            <Fact term={t('container.env')}>
              {env.length ? (
                <>
                  <Mono>{env.map(({ name }) => name).join(', ')}</Mono>
                  <Note>{t('container.envNames', { count: env.length })}</Note>
                </>
              ) : null}
            </Fact>
          </>
        ) : null}
      </Facts>
    </div>
  );
}
