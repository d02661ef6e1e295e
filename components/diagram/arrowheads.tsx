/** Definitions that drawings refer to by name: the heads of arrows, and the hatching of what is hidden. */
export function Arrowheads() {
  return (
    <svg className="kp-defs" aria-hidden="true">
      <defs>
        <pattern id="kp-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="kp-hatch-groups" width="8" height="8" />
          <path className="kp-hatch-line" d="M0 0V8" />
        </pattern>
        {(['plain', 'strong'] as const).map((kind) => (
          <marker
            key={kind}
            id={`kp-arrow-${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="6.5"
            markerHeight="6.5"
            orient="auto"
          >
            <path className={`kp-arrow-${kind}`} d="M0 .6 7.4 4 0 7.4z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
