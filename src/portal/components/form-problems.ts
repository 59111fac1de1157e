import type { FormInstance } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../client/index.js';
import { fieldProblemKey } from '../words/problem-key.js';
import { useProblemNotice } from '../words/problem-notice.js';

type FieldName = (string | number)[];

/** The API's name of a field, like `options.partiesMax`, as the form has it. */
const sameName = (field: string): FieldName => field.split('.');

/**
 * Shows what the server said of a form: beside its field where one is named, else as a message. `fieldOf` gives
 * the form's name of a field of the API.
 */
export function useFormProblems<Values>(
  form: FormInstance<Values>,
  fieldOf: (field: string) => FieldName = sameName,
): (thrown: unknown) => void {
  const { t } = useTranslation();
  const showProblem = useProblemNotice();
  return useCallback(
    (thrown: unknown) => {
      const named = thrown instanceof ProblemError ? thrown.errors.filter(({ field }) => field !== '') : [];
      if (named.length === 0) showProblem(thrown);
      for (const { field, code } of named) {
        form.setFields([{ name: fieldOf(field) as never, errors: [t(fieldProblemKey(code))] }]);
      }
      const first = named[0];
      if (first !== undefined) form.scrollToField(fieldOf(first.field), { block: 'center' });
    },
    [form, fieldOf, showProblem, t],
  );
}
