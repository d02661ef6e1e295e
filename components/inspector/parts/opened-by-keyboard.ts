'use client';
/** Whether the last thing the person did was press a key: then the inspector takes the focus, and gives it back. */
let lastInput: 'keyboard' | 'pointer' = 'pointer';
let opener: Element | null = null;

/** Listens while the inspector may open; answers how to stop. */
export function watchInput(target: Document): () => void {
  const key = (event: KeyboardEvent) => {
    lastInput = 'keyboard';
    if (event.key === 'Enter' || event.key === ' ') opener = target.activeElement;
  };
  const pointer = () => {
    lastInput = 'pointer';
    opener = null;
  };
  target.addEventListener('keydown', key, true);
  target.addEventListener('pointerdown', pointer, true);
  return () => {
    target.removeEventListener('keydown', key, true);
    target.removeEventListener('pointerdown', pointer, true);
  };
}

/** True when the selection came from the keyboard. */
export const openedByKeyboard = () => lastInput === 'keyboard';

/** What had the focus when the piece was chosen, if it is still there. */
export const openedFrom = () => (opener?.isConnected ? opener : null);
