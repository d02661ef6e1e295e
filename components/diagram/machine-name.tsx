/** In little room the middle of a name goes: names of machines begin alike, and their ends tell them apart. */
export function MachineName({ name, kept, className }: { name: string; kept: number; className?: string }) {
  const end = name.length > kept + 3 ? name.length - kept : name.length;
  return (
    <b className={`kp-machine-name ${className ?? ''}`}>
      <span>{name.slice(0, end)}</span>
      {name.slice(end)}
    </b>
  );
}
