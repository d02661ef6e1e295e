'use client';
/** What the buttons and keys of a diagram do. `fit` must stay the same function while nothing changed. */
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useMemo } from 'react';
import { prefersReducedMotion } from '@/components/ui/motion';
import type { DiagramActions } from './controls';

const ZOOM_MS = 150;

export function useActions(element: HTMLElement | null, isMoved: RefObject<boolean>, fit: () => void): DiagramActions {
  const { zoomIn, zoomOut } = useReactFlow();
  return useMemo(() => {
    const zoom = (by: typeof zoomIn) => () => {
      isMoved.current = true;
      void by({ duration: prefersReducedMotion() ? 0 : ZOOM_MS });
    };
    return {
      in: zoom(zoomIn),
      out: zoom(zoomOut),
      fit,
      full: () => void (document.fullscreenElement ? document.exitFullscreen() : element?.requestFullscreen()),
    };
  }, [zoomIn, zoomOut, fit, element, isMoved]);
}
