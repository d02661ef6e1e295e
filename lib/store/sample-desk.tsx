'use client';
/** The desk at which the sample cluster is handled: whether its panel is open, what is about to be done and to what. */
import {
  createContext,
  type ReactNode,
  type RefObject,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { SampleAct } from '@/lib/contract/sample';
import { piecesOfAct } from './nodes-of-act';
import { useClusterStore, useSection } from './use-cluster';
import { clock } from './use-now';
import { type SampleHands, useSample } from './use-sample';

export interface SampleDesk {
  /** Whether the cluster that is shown is the sample: no other can be handled. */
  isSample: boolean;
  open: boolean;
  setOpen(open: boolean): void;
  /** What is about to be done: its command is shown first. */
  pending: SampleAct | undefined;
  /** DiagramNodes of the diagram that it is done to, the first that is drawn is meant. */
  diagramNodes: readonly string[];
  /** Opens the panel with the question whether to do it. */
  ask(act: SampleAct): void;
  /** The question was answered. */
  settle(): void;
}

interface Asked {
  act: SampleAct;
  diagramNodes: readonly string[];
}

const DeskContext = createContext<SampleDesk | undefined>(undefined);
/** Apart from the desk: it changes with each look, and the diagram need not. */
const HandsContext = createContext<SampleHands | undefined>(undefined);
const NONE: readonly string[] = [];

/** Gives the focus to what had it, or, where that is gone or hidden, to the first of what stands for it. */
function giveFocus(to: RefObject<Element | null>, ...instead: readonly string[]) {
  const groupVersionResources = [to.current, ...instead.map((selector) => document.querySelector(selector))];
  const target = groupVersionResources.find((one) => one instanceof HTMLElement && one.checkVisibility());
  if (target instanceof HTMLElement) target.focus();
}

export function SampleDeskProvider({ children }: { children: ReactNode }) {
  const store = useClusterStore();
  const isSample = useSection('source')?.kind === 'sample';
  const [open, show] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const hands = useSample(isSample ? (open ? 'closely' : 'idly') : 'never');
  const { state, refused, forget } = hands;
  const switches = useRef(state?.switches);
  switches.current = state?.switches;
  const opener = useRef<Element | null>(null);
  const asker = useRef<Element | null>(null);

  const setOpen = useCallback(
    (next: boolean) => {
      if (next) opener.current = document.activeElement;
      asker.current = null;
      setAsked(undefined);
      forget();
      show(next);
    },
    [forget],
  );
  const ask = useCallback(
    (act: SampleAct) => {
      asker.current = document.activeElement;
      show((before) => {
        if (!before) opener.current = asker.current;
        return true;
      });
      forget();
      setAsked({ act, diagramNodes: piecesOfAct(act, switches.current ?? [], store.collection('pods').keys()) });
    },
    [store, forget],
  );
  const settle = useCallback(() => setAsked(undefined), []);

  // While its time stands still, so do all ages: nobody misses a heartbeat.
  const ahead = useSection('server')?.clockAheadMs ?? 0;
  const stoppedAt = state?.paused ? Date.parse(state.now) : undefined;
  useEffect(() => {
    if (stoppedAt === undefined) return;
    clock.freeze(stoppedAt - ahead);
    return () => clock.freeze(undefined);
  }, [stoppedAt, ahead]);

  const wasOpen = useRef(open);
  const talking = asked !== undefined || refused !== undefined;
  useEffect(() => {
    const closed = wasOpen.current && !open;
    wasOpen.current = open;
    // While presenting there is no bar, nor its button.
    if (closed) giveFocus(opener, '[aria-controls="sample-controls"]', '#plan');
    else if (open && !talking && asker.current) giveFocus(asker, '#sample-controls');
  }, [open, talking]);

  const desk = useMemo<SampleDesk>(
    () => ({
      isSample,
      open: isSample && open,
      setOpen,
      pending: asked?.act,
      diagramNodes: asked?.diagramNodes ?? NONE,
      ask,
      settle,
    }),
    [isSample, open, setOpen, asked, ask, settle],
  );
  return (
    <DeskContext value={desk}>
      <HandsContext value={hands}>{children}</HandsContext>
    </DeskContext>
  );
}

/** What is about to be done to the sample cluster, and how to ask for something. */
export function useSampleDesk(): SampleDesk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useSampleDesk outside SampleDeskProvider');
  return desk;
}

/** The sample cluster as it stands, and how to act on it. */
export function useSampleHands(): SampleHands {
  const hands = use(HandsContext);
  if (!hands) throw new Error('useSampleHands outside SampleDeskProvider');
  return hands;
}
