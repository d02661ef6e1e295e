'use client';
/** The panel of the sample cluster's controls: whether it is open, what is about to be done and to what. */
import type { SampleAct } from '@kubeplano/sample-cluster/controls';
import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import { useClusterStore, useSection } from '@/lib/hooks/use-cluster';
import { nodesOfAct } from './nodes-of-act';
import { usePanelFocus } from './use-panel-focus';
import { type SampleControls, useSample } from './use-sample';
import { useStoppedTime } from './use-stopped-time';

export interface SamplePanelState {
  /** Whether the cluster that is shown is the sample: no other can be controlled. */
  isSample: boolean;
  open: boolean;
  setOpen(open: boolean): void;
  /** What is about to be done: its command is shown first. */
  pending: SampleAct | undefined;
  /** Ids of the diagram nodes that it is done to, the first that is drawn is meant. */
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

const PanelContext = createContext<SamplePanelState | undefined>(undefined);
/** Apart from the panel: it changes with each look, and the diagram need not. */
const ControlsContext = createContext<SampleControls | undefined>(undefined);
const NONE: readonly string[] = [];

export function SampleProvider({ children }: { children: ReactNode }) {
  const store = useClusterStore();
  const isSample = useSection('source')?.kind === 'sample';
  const [open, show] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const controls = useSample(isSample ? (open ? 'closely' : 'idly') : 'never');
  const { state, refused, forget } = controls;
  const switches = useRef(state?.switches);
  switches.current = state?.switches;
  const focus = usePanelFocus(open, asked !== undefined || refused !== undefined);
  useStoppedTime(state);

  const setOpen = useCallback(
    (next: boolean) => {
      if (next) focus.opened();
      setAsked(undefined);
      forget();
      show(next);
    },
    [forget, focus],
  );
  const ask = useCallback(
    (act: SampleAct) => {
      focus.asked();
      show(true);
      forget();
      setAsked({ act, diagramNodes: nodesOfAct(act, switches.current ?? [], store.collection('pods').keys()) });
    },
    [store, forget, focus],
  );
  const settle = useCallback(() => setAsked(undefined), []);

  const panel = useMemo<SamplePanelState>(
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
    <PanelContext value={panel}>
      <ControlsContext value={controls}>{children}</ControlsContext>
    </PanelContext>
  );
}

/** What is about to be done to the sample cluster, and how to ask for something. */
export function useSamplePanel(): SamplePanelState {
  const panel = use(PanelContext);
  if (!panel) throw new Error('useSamplePanel outside SampleProvider');
  return panel;
}

/** The sample cluster as it stands, and how to act on it. */
export function useSampleControls(): SampleControls {
  const controls = use(ControlsContext);
  if (!controls) throw new Error('useSampleControls outside SampleProvider');
  return controls;
}
