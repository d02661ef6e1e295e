'use client';
import { createContext, type ReactNode, use, useState } from 'react';

/** What is open over the diagram: one thing at a time. */
export type Panel = 'none' | 'search' | 'cluster' | 'filters' | 'help';
interface Panels {
  panel: Panel;
  show: (panel: Panel) => void;
}

const PanelContext = createContext<Panels>({ panel: 'none', show: () => undefined });

export function PanelProvider({ children }: { children: ReactNode }) {
  const [panel, show] = useState<Panel>('none');
  return <PanelContext value={{ panel, show }}>{children}</PanelContext>;
}

/** Opens another panel, or none. */
export const useShowPanel = () => use(PanelContext).show;

/** Whether one panel is open, and how to open or close it. */
export function usePanel(name: Panel): readonly [boolean, (open: boolean) => void] {
  const { panel, show } = use(PanelContext);
  return [panel === name, (open) => show(open ? name : 'none')];
}
