'use client';
/** What stands at the foot of a plan: the legend, and the title block. */
import { useStore } from '@xyflow/react';
import { useFormatter, useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { HEALTHS } from '@/lib/model/cluster';
import { visibleName } from '@/lib/model/visible-text';

/** Folded where there is no room for it beside the controls: the style shows one of the two. */
export function Legend() {
  const t = useTranslations('diagram.legend');
  return (
    <>
      <div className="kp-legend">
        <Keys />
      </div>
      <details className="kp-legend kp-legend-folded">
        <summary>{t('title')}</summary>
        <Keys />
      </details>
    </>
  );
}

function Keys() {
  const t = useTranslations('diagram.legend');
  return (
    <ul>
      {HEALTHS.map((health) => (
        <li key={health}>
          <StateMark health={health} word />
        </li>
      ))}
      <li>
        <i className="kp-key kp-key-system" />
        {t('system')}
      </li>
      <li>
        <i className="kp-key kp-key-inferred" />
        {t('inferred')}
      </li>
      <li>
        <i className="kp-key kp-key-hidden" />
        {t('hidden')}
      </li>
    </ul>
  );
}

/** Ratios a drawing is made at. */
function ratio(zoom: number, say: (number: number) => string): string {
  return zoom >= 0.95 ? `${say(Math.round(zoom * 10) / 10)}:1` : `1:${say(Math.round(10 / zoom) / 10)}`;
}

export function TitleBlock() {
  const t = useTranslations('diagram.title');
  const format = useFormatter();
  const [{ arrangement }] = useView();
  const source = useSection('source');
  const at = useSection('at');
  const scale = useStore((state) => ratio(state.transform[2], (number) => format.number(number)));
  const read = source?.recordedAt ?? at;
  const recorded = source?.kind === 'recording';
  return (
    <dl className="kp-title-block">
      <div>
        <dt>{t('cluster')}</dt>
        <dd>{visibleName(source?.context ?? '')}</dd>
      </div>
      <div>
        <dt>{t(recorded ? 'recorded' : 'read')}</dt>
        <dd>
          {read ? format.dateTime(new Date(read), recorded ? { dateStyle: 'short' } : { timeStyle: 'medium' }) : ''}
        </dd>
      </div>
      <div>
        <dt>{t('diagram')}</dt>
        <dd>{t(arrangement)}</dd>
      </div>
      <div>
        <dt>{t('scale')}</dt>
        <dd>{scale}</dd>
      </div>
    </dl>
  );
}
