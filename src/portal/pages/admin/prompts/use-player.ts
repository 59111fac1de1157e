import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '../../../../client/index.js';
import { audioUrl } from './prompt-queries.js';

const nameOf = ({ id, voice }: Prompt): string => `${voice} ${id}`;

/** Plays one prompt at a time. */
export function usePlayer() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const audio = useRef<HTMLAudioElement>(undefined);
  const [playing, setPlaying] = useState<string>();
  const stop = () => {
    audio.current?.pause();
    setPlaying(undefined);
  };
  useEffect(() => () => audio.current?.pause(), []);
  const play = (prompt: Prompt) => {
    stop();
    const started = new Audio(audioUrl(prompt, Date.now()));
    audio.current = started;
    setPlaying(nameOf(prompt));
    const isCurrent = () => audio.current === started;
    started.addEventListener('ended', () => isCurrent() && setPlaying(undefined));
    started.play().catch(() => {
      // Being paused by the next one is no failure.
      if (!isCurrent() || started.error === null) return;
      setPlaying(undefined);
      void message.error(t('prompts.cannotPlay'));
    });
  };
  return { play, stop, isPlaying: (prompt: Prompt) => playing === nameOf(prompt) };
}
