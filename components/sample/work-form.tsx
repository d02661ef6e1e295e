'use client';
import type { SampleAct } from '@kubeplano/sample-cluster/controls';
import { MOST_REPLICAS } from '@kubeplano/sample-cluster/controls';
import { type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { useCollection } from '@/lib/hooks/use-cluster';

const ACTS = ['create', 'scale', 'delete'] as const;
const FIELD = 'h-[2.3em] w-full min-w-0 rounded-[4px] border border-line bg-surface px-[0.6em] text-ink';
const IMAGES = ['nginx:1.27', 'httpd:2.4', 'redis:8', 'busybox:1.37', 'postgres:18', 'nginx:no-existe'];

/** Create, scale or delete: fills in an act; what it would do is shown as a command before it is done. */
export function WorkForm({ ask }: { ask: (act: SampleAct) => void }) {
  const t = useTranslations('sample.work');
  const [kind, setKind] = useState<(typeof ACTS)[number]>('create');
  const [namespace, setNamespace] = useState('ivan');
  const [name, setName] = useState('web');
  const [image, setImage] = useState('nginx:1.27');
  const [replicas, setReplicas] = useState('3');
  const [chosen, setChosen] = useState('');
  const namespaces = Array.from(useCollection('namespaces').keys());
  const deployments = Array.from(useCollection('workloads').values())
    .filter((one) => one.kind === 'Deployment')
    .map((one) => `${one.namespace}/${one.name}`);
  const pods = Array.from(useCollection('pods').keys());
  const images = useId();
  // A pod and a Deployment may have the same name.
  const groups = [
    { kind: 'deployment', label: t('deployments'), keys: deployments },
    { kind: 'pod', label: t('pods'), keys: pods },
  ] as const;
  const offered = kind === 'scale' ? groups.slice(0, 1) : groups;
  const valuesOf = (some: readonly (typeof groups)[number][]) =>
    some.flatMap((group) => group.keys.map((key) => `${group.kind}/${key}`));
  const values = valuesOf(offered);
  // What was chosen and is gone is chosen anew by a person: nothing else takes its place unseen.
  const isGone = chosen !== '' && !valuesOf(groups).includes(chosen);
  const target = isGone ? '' : values.includes(chosen) ? chosen : (values[0] ?? '');
  const [sort, space = '', object = ''] = target.split('/');

  const submit = () => {
    if (kind === 'create') ask({ do: 'create', namespace, name, image, replicas: Number(replicas) });
    else if (kind === 'scale') ask({ do: 'scale', namespace: space, name: object, replicas: Number(replicas) });
    else ask({ do: 'delete', kind: sort === 'pod' ? 'pod' : 'deployment', namespace: space, name: object });
  };

  return (
    <form
      aria-label={t('label')}
      className="flex flex-col gap-[0.6em]"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Segmented
        label={t('label')}
        value={kind}
        segments={ACTS.map((value) => ({ value, label: t(value) }))}
        onChange={setKind}
        className="self-start max-md:h-auto"
      />
      <div className="grid grid-cols-2 gap-[0.6em]">
        {kind === 'create' ? (
          <>
            <Field label={t('namespace')}>
              <select className={FIELD} value={namespace} onChange={(event) => setNamespace(event.target.value)}>
                {namespaces.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            </Field>
            <Field label={t('name')}>
              <input
                className={FIELD}
                value={name}
                required
                maxLength={63}
                pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
                title={t('nameRule')}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
            <Field label={t('image')}>
              <input
                className={`${FIELD} font-mono`}
                value={image}
                required
                maxLength={255}
                pattern="[A-Za-z0-9][A-Za-z0-9._\/:@\-]*"
                title={t('imageRule')}
                list={images}
                onChange={(event) => setImage(event.target.value)}
              />
              <datalist id={images}>
                {IMAGES.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            </Field>
          </>
        ) : (
          <div className="col-span-2">
            <Field label={t('target')}>
              <select
                className={`${FIELD} font-mono`}
                value={target}
                required
                onChange={(event) => setChosen(event.target.value)}
              >
                {target === '' && <option value="">{t('gone')}</option>}
                {offered.map((group) => (
                  <optgroup key={group.kind} label={group.label}>
                    {group.keys.map((key) => (
                      <option key={key} value={`${group.kind}/${key}`}>
                        {key}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </select>
            </Field>
          </div>
        )}
        {kind !== 'delete' && (
          <Field label={t('replicas')}>
            <input
              className={`${FIELD} tabular-nums`}
              type="number"
              required
              min={0}
              max={MOST_REPLICAS}
              value={replicas}
              onChange={(event) => setReplicas(event.target.value)}
            />
          </Field>
        )}
      </div>
      <Button type="submit" className="self-start">
        {t('show')}
      </Button>
    </form>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="flex min-w-0 flex-col gap-[0.2em]">
      <span className="text-soft">{label}</span>
      {children}
    </label>
  );
}
