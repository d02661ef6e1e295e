'use client';
/** The programs between a kubelet and a container on one node, each with how it is known. */
import { useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import { Mono, Note, Section } from '@/components/parts/section';
import { SelectionLink } from '@/components/parts/selection-link';
import type { NodeView } from '@/lib/model/cluster';

export function ChainSection({ node }: { node: NodeView }) {
  const t = useTranslations('inspector');
  if (!node.chain.length) return null;
  return (
    <Section title={t('section.chain')}>
      <ol className="divide-y divide-hair border-hair border-t">
        {node.chain.map((link) => (
          <li key={link.id} className="flex flex-wrap items-baseline gap-x-2 py-1.5">
            <SelectionLink to={{ type: 'component', id: link.id, node: node.name }} className="font-mono text-[0.95em]">
              {link.name}
            </SelectionLink>
            {link.version ? <Mono className="text-soft">{link.version}</Mono> : null}
            {link.protocol ? (
              <span className="text-[0.92em] text-soft">{t('chain.protocol', { protocol: link.protocol })}</span>
            ) : null}
            <EvidenceMark evidenceLevel={link.evidenceLevel} word className="ml-auto text-[0.92em]" />
          </li>
        ))}
      </ol>
      <Note>{t('chain.runc')}</Note>
      {node.handlers.length ? (
        <p className="mt-1.5">
          {t('node.handlers')}: <Mono>{node.handlers.map(({ name }) => name).join(', ')}</Mono>
        </p>
      ) : null}
    </Section>
  );
}
