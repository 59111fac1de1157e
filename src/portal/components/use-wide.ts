import { useCallback, useSyncExternalStore } from 'react';

/** Ant Design's own limits. */
const LIMITS_PX = { md: 768, lg: 992, xl: 1_200 } as const;

/**
 * Whether the window is at least so wide; known when a part is first drawn. `Grid.useBreakpoint` learns it only
 * afterwards: every list would be drawn as cards first, and then once more as a table.
 */
export function useWide(limit: keyof typeof LIMITS_PX): boolean {
  const query = `(min-width: ${LIMITS_PX[limit]}px)`;
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
