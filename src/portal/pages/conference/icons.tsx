import type { ReactNode } from 'react';

/**
 * Elements, not components: three hundred rows show several each, and an element that stays the same is not looked
 * at again when a row is drawn.
 */
const icon = (paths: ReactNode) => (
  <svg
    className="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {paths}
  </svg>
);

export const MICROPHONE = icon(
  <path d="M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM6 11a6 6 0 0 0 12 0M12 17v4" />,
);
export const MICROPHONE_OFF = icon(
  <path d="M9 9v2a3 3 0 0 0 4.500 2.600M15 10V6a3 3 0 0 0-5.800-1M6 11a6 6 0 0 0 9.500 4.900M18 11a6 6 0 0 1-.5 2.400M12 17v4M4 4l16 16" />,
);
export const PAUSE = icon(<path d="M9 6v12M15 6v12" />);
export const PLAY = icon(<path d="M8 5.500v13l10-6.500Z" />);
export const HANDSET = icon(
  <path d="M6.500 4h2.700l1.500 4-2 1.500a11 11 0 0 0 5.800 5.800l1.500-2 4 1.500v2.700a2 2 0 0 1-2.200 2A15.500 15.500 0 0 1 4.500 6.200a2 2 0 0 1 2-2.200Z" />,
);
export const HANG_UP = icon(
  <path d="M3 13.500c5-4.700 13-4.700 18 0l-1.200 2.700-3.600-1.200v-2.500c-2.700-.9-5.700-.9-8.400 0V15l-3.600 1.200Z" />,
);
export const REDIAL = icon(<path d="M20 11a8 8 0 1 0-2.300 6.300M20 5v6h-6" />);
export const OFFLINE = icon(<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8.500 12h7" />);
export const CLOCK = icon(<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.500V12l3 2" />);
export const BELL = icon(<path d="M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15ZM10 21h4" />);
export const HAND = icon(
  <>
    <path d="M7 12V6a1.500 1.500 0 0 1 3 0v5m0-6.500a1.500 1.500 0 0 1 3 0V11m0-5.500a1.500 1.500 0 0 1 3 0V12" />
    <path d="M16 8.500a1.500 1.500 0 0 1 3 0V15a6.500 6.500 0 0 1-6.500 6.500h-.500a6.500 6.500 0 0 1-5.200-2.600L4 14.800a1.600 1.600 0 0 1 2.500-2L7 13.500" />
  </>,
);
export const UP = icon(<path d="M12 19V6M6 11l6-6 6 6" />);
export const DOWN = icon(<path d="M12 5v13M6 13l6 6 6-6" />);
export const GRIP = icon(<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" />);

export const RECORD = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <circle cx="12" cy="12" r="3.5" fill="currentColor" />
  </>,
);
export const STOP = icon(<rect x="6" y="6" width="12" height="12" rx="2" />);
