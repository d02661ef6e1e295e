/** Whether the person asked the system for less motion; asked anew each time, for it may change. */
export const prefersReducedMotion = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
