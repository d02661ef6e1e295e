'use client';
import { giveFocus } from '@/components/ui/focus';
import { useView } from '@/lib/hooks/use-view';
import { diagramIdsOf } from '@/lib/store/view-state';
import { openedFrom } from './parts/opened-by-keyboard';

/** Lets go of what is selected; the focus returns to what opened it, else to its node on the diagram. */
export function useCloseInspector(): () => void {
  const [{ selection }, setView] = useView();
  return () => {
    setView({ selection: undefined });
    const nodes = diagramIdsOf(selection).map((id) => `[data-diagram-node="${CSS.escape(id)}"]`);
    giveFocus(openedFrom(), ...nodes, '#diagram');
  };
}
