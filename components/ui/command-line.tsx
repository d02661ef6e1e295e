import { CommandWords } from './command-words';
import { CopyButton } from './copy-button';

/** A command to type in a terminal, with a button to copy it. */
export function CommandLine({ command }: { command: string }) {
  return (
    <div className="flex items-start justify-between gap-[0.8em] rounded-[4px] border border-hair bg-canvas px-[0.8em] py-[0.5em] font-mono">
      <code className="min-w-0">
        <CommandWords command={command} />
      </code>
      <CopyButton text={command} />
    </div>
  );
}
