import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../components/isolated.js';
import { numberText } from '../../components/number-text.js';
import { knownName, type Known } from '../../live/known-name.js';

/** Somebody inside a sentence: the name, else the number. */
export function useWhoText(): (who: Known) => string {
  const { t } = useTranslation();
  return useCallback(
    (who) => {
      const name = knownName(who);
      if (name !== null) return isolated(name);
      return who.number === null ? t('live.unknownNumber') : numberText(who.number);
    },
    [t],
  );
}
