'use client';
/**
 * The two marks of the diagram: the state of a diagram node (● ○ ▲ ✕) and how it is known (its evidenceLevel).
 * Both are as tall as the text they stand in, and never speak by colour alone: each has its own shape and its word,
 * written beside it (`word`) or given to screen readers. `decorative` is for where the word already stands next to it.
 */
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { EvidenceLevel, Health } from '@/lib/model/cluster';

const HEALTH: Record<Health, { colour: string; shape: ReactNode }> = {
  ok: { colour: 'text-ok', shape: <circle cx="8" cy="8" r="6" fill="currentColor" /> },
  starting: {
    colour: 'text-idle',
    shape: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  },
  stopping: {
    colour: 'text-idle',
    shape: <rect x="3" y="3" width="10" height="10" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  },
  'not-ready': { colour: 'text-warn', shape: <path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" /> },
  failing: {
    colour: 'text-bad',
    shape: <path d="m2.6 2.6 10.8 10.8m0-10.8L2.6 13.4" fill="none" stroke="currentColor" strokeWidth="3.4" />,
  },
  done: {
    colour: 'text-idle',
    shape: <path d="m2 8.6 4.2 4.2L14 3.6" fill="none" stroke="currentColor" strokeWidth="2.4" />,
  },
  unknown: {
    colour: 'text-idle',
    shape: (
      <path
        d="M4.6 5.2a3.4 3.4 0 1 1 5.2 2.9C8.6 8.9 8 9.4 8 11m0 2v2"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
      />
    ),
  },
};

const DEGREE: Record<EvidenceLevel, ReactNode> = {
  observed: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeWidth="1.6" />
      <circle cx="8" cy="8" r="3" fill="currentColor" stroke="none" />
    </>
  ),
  inferred: <circle cx="8" cy="8" r="6.2" strokeWidth="1.6" strokeDasharray="3 1.87" />,
  hidden: (
    <>
      <rect x="1.8" y="1.8" width="12.4" height="12.4" strokeWidth="1.6" />
      <path d="M2 9 9 2M2 14 14 2M7 14l7-7" strokeWidth="1.3" />
    </>
  ),
  absent: <rect x="1.8" y="1.8" width="12.4" height="12.4" strokeWidth="1.6" strokeDasharray="3 1.7" />,
  forbidden: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeWidth="1.6" />
      <path d="M3.6 12.4 12.4 3.6" strokeWidth="1.6" />
    </>
  ),
  unknown: (
    <>
      <rect x="1.8" y="1.8" width="12.4" height="12.4" strokeWidth="1.6" strokeDasharray="3 1.7" />
      <path d="M6 6.2a2.1 2.1 0 1 1 3 1.9c-.7.4-1 .7-1 1.5m0 1.2v1.1" strokeWidth="1.5" />
    </>
  ),
};

interface MarkProps {
  /** Writes the word beside the shape. */
  word?: boolean;
  /** Nothing for screen readers: the word already stands beside it. */
  decorative?: boolean;
  className?: string;
}

function Shape({ children, colour, label }: { children: ReactNode; colour: string; label: string | undefined }) {
  const common = {
    viewBox: '0 0 16 16',
    className: `inline-block h-[0.8em] w-[0.8em] shrink-0 ${colour}`,
    fill: 'none',
    stroke: 'none',
  };
  return label ? (
    <svg {...common} role="img" aria-label={label}>
      {children}
    </svg>
  ) : (
    <svg {...common} aria-hidden="true">
      {children}
    </svg>
  );
}

function Mark({ word, decorative, className, colour, label, shape }: MarkProps & Drawn) {
  const silent = decorative === true || word === true;
  return (
    <span className={`inline-flex items-center gap-[0.45em] ${className ?? ''}`}>
      <Shape colour={colour} label={silent ? undefined : label}>
        {shape}
      </Shape>
      {word ? <span>{label}</span> : null}
    </span>
  );
}

interface Drawn {
  colour: string;
  label: string;
  shape: ReactNode;
}

/** State of a diagramNode: ● running, ○ starting, □ stopping, ▲ not ready, ✕ failing, ✓ finished, ? no news. */
export function StateMark({ health, ...rest }: MarkProps & { health: Health }) {
  const t = useTranslations('marks.health');
  const { colour, shape } = HEALTH[health];
  return <Mark {...rest} colour={colour} shape={shape} label={t(health)} />;
}

/** How a diagram node is known: ◉ observed, dashed ring inferred, hatched hidden, dashed square absent (with a question mark: not known), barred ring denied. */
export function EvidenceMark({ evidenceLevel, ...rest }: MarkProps & { evidenceLevel: EvidenceLevel }) {
  const t = useTranslations('marks.evidenceLevel');
  const shape = <g stroke="currentColor">{DEGREE[evidenceLevel]}</g>;
  return <Mark {...rest} colour="text-soft" shape={shape} label={t(evidenceLevel)} />;
}
