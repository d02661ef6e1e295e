'use client';
/** From what is selected to its switch: what can be done to it on the sample cluster, asked in its panel. */
import { useTranslations } from 'use-intl';
import { useSampleControls, useSamplePanel } from '@/components/sample/use-sample-panel';
import { useSwitchName } from '@/components/sample/use-switch-name';
import { Button } from '@/components/ui/button';
import { useItem, useSection } from '@/lib/hooks/use-cluster';
import { keyOf } from '@/lib/model/cluster';
import { parseSelection } from '@/lib/model/selection';
import { actsOn } from '../acts-on';

export function SampleActs({ selection }: { selection: string }) {
  const t = useTranslations('sample.acts');
  const { isSample, ask } = useSamplePanel();
  const { state } = useSampleControls();
  const components = useSection('components') ?? [];
  const target = parseSelection(selection);
  const workload = useItem(
    'workloads',
    target?.type === 'workload' ? `${target.kind}/${target.namespace}/${target.name}` : '',
  );
  const pod = useItem('pods', target?.type === 'pod' ? keyOf.pods(target) : '');
  const switches = state?.switches ?? [];
  const nameOf = useSwitchName(switches);
  if (!isSample || !target) return null;
  const offered = actsOn(target, { switches, components, workload, pod });
  if (offered.length === 0) return null;
  return (
    <section aria-label={t('label')} className="mt-2.5 flex flex-wrap gap-[0.5em]">
      {offered.map(({ verb, act, thrown, of }) => (
        <Button key={thrown?.name ?? verb} className="max-md:min-h-[44px]" onClick={() => ask(act)}>
          {t(verb, { name: of ?? (thrown ? nameOf(thrown) : '') })}
        </Button>
      ))}
    </section>
  );
}
