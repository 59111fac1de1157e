import { App } from 'antd';
import { useCallback } from 'react';
import { useProblemText } from './problem-text.js';

/** Shows for a moment why something failed. */
export function useProblemNotice(): (thrown: unknown) => void {
  const { message } = App.useApp();
  const text = useProblemText();
  return useCallback((thrown: unknown) => void message.error(text(thrown)), [message, text]);
}
