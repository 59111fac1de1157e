import { useEffect } from 'react';

/** The browser asks, in its own words, before the page is closed or loaded anew. */
export function useLeaveWarning(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [on]);
}
