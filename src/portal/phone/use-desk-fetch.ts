import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { addWords, type Words } from '../words/words.js';

/** What stands beside the pages is fetched with its words when it is first wanted; undefined, and said, when that fails. */
export function useDeskFetch() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  return useCallback(
    async <Desk>(load: () => Promise<Desk>, wordsIn: (desk: Desk) => readonly Words[]) => {
      try {
        const desk = await load();
        for (const words of wordsIn(desk)) addWords(i18n, words);
        return desk;
      } catch {
        void message.error(t('problem.network'));
        return undefined;
      }
    },
    [i18n, message, t],
  );
}
