'use client';
/** Zoom, fit and full screen, each with its key. */
import { useTranslations } from 'use-intl';

export interface DiagramActions {
  in: () => void;
  out: () => void;
  fit: () => void;
  full: () => void;
}
const BUTTONS = [
  { action: 'out', key: '−', shortcut: '-', path: 'M3 8h10' },
  { action: 'in', key: '+', shortcut: '+', path: 'M3 8h10M8 3v10' },
  { action: 'fit', key: '0', shortcut: '0', path: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4M6 6h4v4H6z' },
  { action: 'full', key: 'F', shortcut: 'f', path: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4' },
] as const;

export function Controls({ actions }: { actions: DiagramActions }) {
  const t = useTranslations('diagram.controls');
  return (
    <div className="kp-controls" role="toolbar" aria-label={t('label')}>
      {BUTTONS.map(({ action, key, shortcut, path }) => (
        <button
          key={action}
          type="button"
          onClick={actions[action]}
          aria-label={t(action)}
          aria-keyshortcuts={shortcut}
          title={`${t(action)} (${key})`}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={path} />
          </svg>
          <i data-key={key} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
