'use client';
/** The one element of a diagram node that can be clicked, focused and read aloud; its drawing is silent. */
import { useDiagramState, useDiagramStore } from './diagram-store';

// React Flow looks for handles by these classes; a `<Handle>` would add listeners for connections nobody makes here.
export function Hit({ id, label }: { id: string; label: string }) {
  const store = useDiagramStore();
  const selected = useDiagramState((state) => state.selection === id);
  const tabbable = useDiagramState((state) => state.focus === id);
  return (
    <>
      <i className="kp-anchor source target" data-handlepos="right" />
      <button
        type="button"
        className="kp-hit"
        data-diagram-node={id}
        aria-label={label}
        aria-pressed={selected}
        tabIndex={tabbable ? 0 : -1}
        onClick={() => store.get().select(id)}
      />
    </>
  );
}

export const useSelected = (id: string): boolean => useDiagramState((state) => state.selection === id);
