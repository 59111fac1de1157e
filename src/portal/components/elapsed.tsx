import { useEffect, useState } from 'react';
import { clockText } from './time-text.js';

/** Time since `fromMs`, ticking. */
export function Elapsed({ fromMs }: { readonly fromMs: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span className="digits">{clockText((nowMs - fromMs) / 1_000)}</span>;
}
