import type { FormItemProps } from 'antd';
import { useTranslation } from 'react-i18next';

/** As the server has it. */
const HOURS_MAX = 10 * 366 * 24;

/** 时长: a rule and not a limit of the field, which would change what was typed without a word [S2]. */
export function useHoursRules(): NonNullable<FormItemProps['rules']> {
  const { t } = useTranslation();
  const isFitting = (hours: number): boolean => hours > 0 && hours <= HOURS_MAX;
  return [
    { required: true, message: t('problem.required') },
    {
      validator: (_, hours: number) =>
        isFitting(hours)
          ? Promise.resolve()
          : Promise.reject(new Error(t('form.durationRange', { max: HOURS_MAX }))),
    },
  ];
}
