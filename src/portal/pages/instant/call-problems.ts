import type { FormInstance } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../client/index.js';
import { useFormProblems } from '../../components/form-problems.js';
import { barKey } from '../../components/party-words.js';
import { callFieldOf } from './call-form-values.js';

/** As `useFormProblems`; when nobody can be called, each number stands below the field with its reason. */
export function useCallProblems<Values>(form: FormInstance<Values>): (thrown: unknown) => void {
  const { t } = useTranslation();
  const showProblems = useFormProblems(form, callFieldOf);
  return useCallback(
    (thrown: unknown) => {
      if (!(thrown instanceof ProblemError && thrown.code === 'NOBODY_TO_CALL')) return showProblems(thrown);
      const errors = thrown.errors.map(({ code, message }) => `${message} ${t(barKey(code), { code })}`);
      const name = ['others'] as never;
      form.setFields([{ name, errors: errors.length > 0 ? errors : [t('problem.nobodyToCall')] }]);
      form.scrollToField(name, { block: 'center' });
      return undefined;
    },
    [form, showProblems, t],
  );
}
