'use client';
import { ToggleGroup } from 'radix-ui';

export interface Segment<T extends string> {
  value: T;
  label: string;
  /** Spoken name, where the label is an abbreviation. */
  name?: string;
  lang?: string;
}

/** Two or three ways of seeing the same, one of them chosen. Arrow keys move. */
export function Segmented<T extends string>({
  label,
  value,
  segments,
  onChange,
  className,
}: {
  label: string;
  value: T;
  segments: readonly Segment<T>[];
  onChange: (value: T) => void;
  className?: string;
}) {
  const choose = (chosen: string) => {
    const segment = segments.find((one) => one.value === chosen);
    if (segment) onChange(segment.value);
  };
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={choose}
      aria-label={label}
      className={`inline-flex h-[2.3em] shrink-0 rounded-[4px] border border-line bg-surface ${className ?? ''}`}
    >
      {segments.map((segment) => (
        <ToggleGroup.Item
          key={segment.value}
          value={segment.value}
          aria-label={segment.name}
          lang={segment.lang}
          className="whitespace-nowrap px-[0.8em] text-soft first:rounded-l-[3px] last:rounded-r-[3px] hover:text-accent data-[state=on]:bg-accent-soft data-[state=on]:font-semibold data-[state=on]:text-accent"
        >
          {segment.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
