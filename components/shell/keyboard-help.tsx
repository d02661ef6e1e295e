'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { setSingleKeys, useSingleKeys } from '@/lib/hooks/use-single-keys';

const ROWS = [
  ['search', ['/', 'Ctrl K']],
  ['walk', ['arrows']],
  ['open', ['enter']],
  ['escape', ['esc']],
  ['zoom', ['+', '−']],
  ['fit', ['0']],
  ['full', ['F']],
  ['arrangement', ['A']],
  ['reading', ['R']],
  ['outline', ['O']],
  ['filters', ['V']],
  ['path', ['C']],
  ['logs', ['L']],
  ['step', ['pageUp', 'pageDown']],
  ['nextPod', ['N']],
  ['theme', ['T']],
  ['present', ['P']],
  ['help', ['?']],
] as const;

/** Keys whose name is a word. */
const NAMED = ['arrows', 'enter', 'esc', 'pageUp', 'pageDown'] as const;

/** Every key, and the switch that turns the single ones off. */
export function KeyboardHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('shell');
  const singleKeys = useSingleKeys();
  const keyName = (key: string) => NAMED.reduce<string>((name, one) => (one === key ? t(`help.${one}`) : name), key);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('help.title')}>
      <div className="min-h-0 overflow-y-auto px-[1.2em] pt-[0.8em]">
        <dl className="grid grid-cols-[9em_1fr] gap-y-[0.55em]">
          {ROWS.map(([row, keys]) => (
            <div
              key={row}
              className="col-span-2 grid grid-cols-subgrid items-baseline border-hair border-t pt-[0.55em]"
            >
              <dt className="flex gap-[0.4em]">
                {keys.map((key) => (
                  <Kbd key={key}>{keyName(key)}</Kbd>
                ))}
              </dt>
              <dd>{t(`help.${row}`)}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-[1em] flex items-baseline gap-[0.6em] border-hair border-t pt-[0.8em]">
          <input
            type="checkbox"
            className="accent-accent"
            checked={singleKeys}
            onChange={(event) => setSingleKeys(event.target.checked)}
          />
          {t('help.single')}
        </label>
      </div>
      <div className="flex justify-end px-[1.2em] py-[1em]">
        <Button onClick={() => onOpenChange(false)}>{t('close')}</Button>
      </div>
    </Dialog>
  );
}
