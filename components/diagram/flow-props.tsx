'use client';
/** What every React Flow of ours has in common: it is looked at, never edited. */
import { Panel } from '@xyflow/react';

export const READ_ONLY_FLOW = {
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  zoomOnDoubleClick: false,
  // The library's own attribution has an English name on every page: ours says the same, and is read as it is written.
  proOptions: { hideAttribution: true },
} as const;

export function Attribution() {
  return (
    <Panel position="bottom-right" className="react-flow__attribution">
      <a href="https://reactflow.dev" target="_blank" rel="noopener noreferrer">
        React Flow
      </a>
    </Panel>
  );
}
