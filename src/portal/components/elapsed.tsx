import { useEffect, useState } from 'react';
import { clockText } from './time-text.js';

const SECOND_MS = 1_000;

/** The time, anew every second. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** Time since `fromMs`, ticking. */
export function Elapsed({ fromMs }: { readonly fromMs: number }) {
  return <span className="digits">{clockText((useNow() - fromMs) / SECOND_MS)}</span>;
}
