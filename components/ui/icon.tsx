/** Line icons of 16 units, drawn with the text's colour. Always beside a word or inside a labelled button. */
const PATHS = {
  search: 'M7 12.2A5.2 5.2 0 1 0 7 1.8a5.2 5.2 0 0 0 0 10.4Zm3.8-1.4 3.6 3.6',
  outline: 'M5.5 3.5h9M5.5 8h9M5.5 12.5h9M1.5 3.5h1M1.5 8h1M1.5 12.5h1',
  map: 'M1.5 2.5h5v4h-5zM9.5 9.5h5v4h-5zM6.5 4.5H12v5',
  filter: 'M1.5 3h13M4 8h8M6.5 13h3',
  help: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM6 6.2A2 2 0 1 1 8 8.4v1.1M8 11.3v.9',
  menu: 'M1.5 3.5h13M1.5 8h13M1.5 12.5h13',
  close: 'm3 3 10 10M13 3 3 13',
  copy: 'M5.5 5.5h9v9h-9zM10.5 5.5v-4h-9v9h4',
  check: 'm2 8.6 4.2 4.2L14 3.6',
  down: 'm3.5 6 4.5 4.5L12.5 6',
  retry: 'M13.8 8A5.8 5.8 0 1 1 11.5 3.4M11.8.9v2.8H9',
  pause: 'M5 2.5v11M11 2.5v11',
  play: 'M4.5 2.5v11l8-5.5z',
  controls: 'M1.5 4.5h8M13 4.5h1.5M1.5 11.5H3M6.5 11.5h8M11.2 2.5v4M4.8 9.5v4',
  theme: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 1.5v13M8 4l4.6-.6M8 7.3h6.4M8 10.6h5.9',
  present: 'M1.5 5.5v-4h4M10.5 1.5h4v4M14.5 10.5v4h-4M5.5 14.5h-4v-4',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={`h-[1.15em] w-[1.15em] shrink-0 ${className ?? ''}`} aria-hidden="true">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="square" />
    </svg>
  );
}
