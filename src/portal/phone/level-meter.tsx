import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

const LOOK_MS = 100;
const PARTS = 100;

interface LevelMeterProps {
  /** How loud it is now: 0 to 1. */
  readonly read: () => number;
}

/** How loud the microphone is; it moves without React, ten times a second. */
export function LevelMeter({ read }: LevelMeterProps) {
  const { t } = useTranslation();
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const level = read();
      meter.current?.style.setProperty('--level', String(level));
      meter.current?.setAttribute('aria-valuenow', String(Math.round(level * PARTS)));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [read]);
  return (
    <div
      ref={meter}
      className="phone-level"
      role="meter"
      aria-label={t('phone.level')}
      aria-valuemin={0}
      aria-valuemax={PARTS}
      aria-valuenow={0}
    />
  );
}
