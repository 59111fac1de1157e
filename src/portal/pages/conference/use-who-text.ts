import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Departed } from '../../../client/index.js';
import { isolated } from '../../components/isolated.js';
import { numberText } from '../../components/number-text.js';

/** Somebody inside a sentence: the name, else the number. */
export function useWhoText(): (who: Pick<Departed, 'name' | 'number'>) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ name, number }) =>
      name === null ? (number === null ? t('live.unknownNumber') : numberText(number)) : isolated(name),
    [t],
  );
}
