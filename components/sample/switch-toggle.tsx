'use client';
import type { SampleAct, SampleSwitch } from '@kubeplano/sample-cluster/controls';
import { Switch } from 'radix-ui';

/** It is as it was made: there is nothing to say of it. */
export const isWell = ({ on, phase }: SampleSwitch): boolean => on && phase === 'Running';

/** One switch, larger to the finger than to the eye; what became of it is said in `phase-<name>`. */
export function SwitchToggle({ one, name, ask }: { one: SampleSwitch; name: string; ask: (act: SampleAct) => void }) {
  return (
    <Switch.Root
      checked={one.on}
      aria-label={name}
      aria-describedby={`phase-${one.name}`}
      onCheckedChange={(on) => ask({ do: 'switch', name: one.name, on })}
      className="group flex min-h-[2.05em] min-w-[2.4em] shrink-0 items-center justify-end"
    >
      <span className="relative h-[1.3em] w-[2.4em] rounded-full border border-line bg-host group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent-soft">
        <Switch.Thumb className="absolute top-[0.2em] left-[0.25em] block h-[0.8em] w-[0.8em] rounded-full bg-soft data-[state=checked]:left-[1.2em] data-[state=checked]:bg-accent" />
      </span>
    </Switch.Root>
  );
}
