'use client';
import { Command, useCommandState } from 'cmdk';
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useMessages, useTranslations } from 'use-intl';
import { Dialog } from '@/components/ui/dialog';
import { useSearch } from '@/lib/hooks/use-questions';
import { useView } from '@/lib/hooks/use-view';
import type { Found } from '@/lib/model/search';
import { printSelection } from '@/lib/model/selection';
import { plainText } from '@/lib/store/filters';
import { findTerms } from './find-terms';
import { useCommands } from './use-commands';

const EACH = 6;
const CHOOSING = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'Enter']);
const ITEM =
  'flex items-baseline gap-[0.8em] rounded-[3px] px-[0.8em] py-[0.4em] data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent';
const GROUP =
  '[&_[cmdk-group-heading]]:px-[0.8em] [&_[cmdk-group-heading]]:pt-[0.8em] [&_[cmdk-group-heading]]:pb-[0.2em] [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:tracking-[0.09em] [&_[cmdk-group-heading]]:uppercase [&_[cmdk-group-heading]]:text-soft';

function Row({ found }: { found: Found }) {
  const t = useTranslations('shell.search');
  return (
    <>
      <span className="min-w-0 truncate font-mono">{found.title}</span>
      <span className="min-w-0 truncate text-soft">{found.place}</span>
      <span className="ml-auto shrink-0 text-soft text-xs">
        {found.count === undefined ? found.note : t('imagePods', { count: found.count })}
      </span>
    </>
  );
}

/**
 * cmdk marks the first row when the text it knows changes: that is the question the rows answer, not what is being typed.
 * It names the marked row to screen readers only once somebody moves: here it is named from the start.
 */
function Field(props: { text: string; question: string; onChange: (text: string) => void }) {
  const { text, question, onChange } = props;
  const t = useTranslations('shell.search');
  const field = useRef<HTMLInputElement>(null);
  const [row, setRow] = useState<string>();
  useCommandState((state) => state.value);
  // It marks it in an effect, which after a deferred change waits for the paint, and would undo what keys do meanwhile:
  // rendering at once brings it forward.
  const [, settle] = useState(question);
  useLayoutEffect(() => settle(question), [question]);
  useEffect(() => {
    setRow(field.current?.closest('[cmdk-root]')?.querySelector('[role=option][aria-selected=true]')?.id);
  });
  return (
    <Command.Input asChild value={question} onValueChange={onChange}>
      <input
        ref={field}
        value={text}
        placeholder={t('placeholder')}
        aria-label={t('label')}
        aria-activedescendant={row}
        className="border-line border-b-(length:--stroke) bg-transparent px-[1.1em] py-[0.9em] text-lg outline-none placeholder:text-soft"
      />
    </Command.Input>
  );
}

/** Cards that say what a word means. */
function Terms({ question, open }: { question: string; open: (selection: string) => void }) {
  const heading = useTranslations('shell.search.groups')('terms');
  const { terms } = useMessages();
  const found = findTerms(terms, question);
  if (!found.length) return null;
  return (
    <Command.Group heading={heading} className={GROUP}>
      {found.map(({ id, name, what }) => (
        <Command.Item
          key={id}
          value={`term ${id}`}
          onSelect={() => open(printSelection({ type: 'term', id }))}
          className={ITEM}
        >
          <span className="shrink-0">{name}</span>
          <span className="min-w-0 truncate text-soft">{what}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function Palette({ close, onChosen }: { close: () => void; onChosen: () => void }) {
  const t = useTranslations('shell.search');
  const [, setView] = useView();
  const [text, setText] = useState('');
  /** What the rows answer: behind what is typed on a slow machine, and never behind a key that chooses among them. */
  const [question, setQuestion] = useState('');
  const commands = useCommands();
  const { answers, isPending, failed } = useSearch(question, EACH);
  const words = plainText(question).split(/\s+/).filter(Boolean);
  const orders = commands.filter(({ name }) => words.every((word) => plainText(name).includes(word)));
  const open = (view: Parameters<typeof setView>[0]) => {
    setView(view);
    onChosen();
    close();
  };
  return (
    <Command
      shouldFilter={false}
      loop
      label={t('label')}
      className="flex min-h-0 flex-col"
      onKeyDown={({ key }) => {
        if (question !== text && CHOOSING.has(key)) flushSync(() => setQuestion(text));
      }}
    >
      <Field
        text={text}
        question={question}
        onChange={(typed) => {
          setText(typed);
          startTransition(() => setQuestion(typed));
        }}
      />
      <Command.List className="min-h-0 overflow-y-auto p-[0.5em]" aria-label={t('label')}>
        <Command.Empty className="px-[0.8em] py-[1em] text-soft">
          {t(isPending ? 'looking' : failed ? 'notAsked' : 'nothing')}
        </Command.Empty>
        {answers.map(({ group, found, more }) => (
          <Command.Group key={group} heading={t(`groups.${group}`)} className={GROUP}>
            {found.map((one) => (
              <Command.Item
                key={`${one.group} ${one.target}`}
                value={`${one.group} ${one.target}`}
                onSelect={() => open(one.group === 'images' ? { text: one.target } : { selection: one.target })}
                className={ITEM}
              >
                <Row found={one} />
              </Command.Item>
            ))}
            {more > 0 ? <p className="px-[0.8em] py-[0.3em] text-soft text-xs">{t('more', { count: more })}</p> : null}
          </Command.Group>
        ))}
        <Terms question={question} open={(selection) => open({ selection })} />
        {words.length ? (
          <Command.Item
            value="filter-by"
            onSelect={() => {
              setView({ text: question.trim() });
              close();
            }}
            className={`${ITEM} mt-[0.4em]`}
          >
            {t('filterBy', { text: question.trim() })}
          </Command.Item>
        ) : null}
        {orders.length ? (
          <Command.Group heading={t('groups.commands')} className={GROUP}>
            {orders.map(({ id, name, run }) => (
              <Command.Item
                key={id}
                value={`order ${id}`}
                onSelect={() => {
                  close();
                  run();
                }}
                className={ITEM}
              >
                {name}
              </Command.Item>
            ))}
          </Command.Group>
        ) : null}
      </Command.List>
      <p className="border-hair border-t px-[1.1em] py-[0.5em] text-soft text-xs">{t('hint')}</p>
    </Command>
  );
}

/** Find anything of the cluster, or give an order, without leaving the keyboard. */
export function SearchPalette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('shell.search');
  const chosen = useRef(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('label')}
      hideTitle
      high
      onClosed={() => {
        // Whoever chose a diagram node wants to read about it: the focus goes there and not back to the field.
        const inspector = chosen.current ? document.getElementById('inspector') : null;
        chosen.current = false;
        inspector?.focus();
        // A command may have opened the controls, which took the focus: it stays there.
        return inspector !== null || document.activeElement?.closest('#sample-controls') != null;
      }}
    >
      <Palette
        close={() => onOpenChange(false)}
        onChosen={() => {
          chosen.current = true;
        }}
      />
    </Dialog>
  );
}
