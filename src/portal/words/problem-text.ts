import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../client/index.js';
import { problemKey } from './problem-key.js';

/** Says in the user's language why something failed. */
export function useProblemText(): (thrown: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (thrown: unknown) => {
      if (!(thrown instanceof ProblemError)) throw thrown;
      return t(problemKey(thrown.status, thrown.code), { code: thrown.code });
    },
    [t],
  );
}
