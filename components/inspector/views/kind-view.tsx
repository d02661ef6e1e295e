'use client';
/** What happened when we asked for a kind; when RBAC refused, the rule to ask for. */
import { useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import { Section, Verbatim } from '@/components/parts/section';
import { useSection } from '@/lib/hooks/use-cluster';
import type { KindName, KindState } from '@/lib/model/cluster';
import { CopyBox } from '../parts/copy';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { readRole } from '../rbac';

/** Which permission is missing, and the ClusterRole that would give it. */
export function AskForPermission({ kinds }: { kinds: readonly KindState[] }) {
  const t = useTranslations('inspector');
  const user = useSection('identity')?.username ?? '?';
  return (
    <Section title={t('section.rbac')}>
      {kinds.map(({ kind, denied }) => (
        <p key={kind}>{t('kind.denied', { user, denied: denied ?? `list ${kind}` })}</p>
      ))}
      <p className="my-1.5">{t('kind.ask')}</p>
      <CopyBox text={readRole(kinds.map(({ kind }) => kind))} what="ClusterRole" />
    </Section>
  );
}

export function KindView({ kind, selection }: { kind: KindName; selection: string }) {
  const t = useTranslations('inspector');
  const state = useSection('kinds')?.find((one) => one.kind === kind);
  return (
    <>
      <InspectorHeader
        title={kind}
        selection={selection}
        line={state?.state === 'forbidden' ? <EvidenceMark evidenceLevel="forbidden" word /> : null}
      />
      <p className="mt-2">{t('kind.what', { kind })}</p>
      {state ? (
        <Section title={t('section.facts')}>
          <Facts>
            <Fact term={t('container.state')}>{t(`kind.state.${state.state}`)}</Fact>
            <Fact term={t('kind.count')}>{state.count}</Fact>
            <Fact term={t('kind.version')} mono>
              {state.apiVersion}
            </Fact>
          </Facts>
          {state.message ? <Verbatim>{state.message}</Verbatim> : null}
        </Section>
      ) : null}
      {state?.state === 'forbidden' ? <AskForPermission kinds={[state]} /> : null}
    </>
  );
}
