'use client';
/** Whether the last thing the person did was press a key: then the inspector takes the focus, and gives it back. */
let lastInput: 'keyboard' | 'pointer' = 'pointer';
let opener: Element | null = null;

function watchInput(target: Document): void {
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
}

// From the first key on: the one that opens the inspector comes before the inspector is there to listen.
if (typeof document !== 'undefined') watchInput(document);

/** True when the selection came from the keyboard. */
export const openedByKeyboard = () => lastInput === 'keyboard';

/** What had the focus when the diagram node was chosen, if it is still there. */
export const openedFrom = () => (opener?.isConnected ? opener : null);
