import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface LoginFieldProps {
  readonly id: string;
  readonly label: string;
  /** It was left empty. */
  readonly missing: boolean;
  readonly children: (field: object) => ReactNode;
}

/** A field with its label above and what is wrong with it below. */
export function LoginField({ id, label, missing, children }: LoginFieldProps) {
  const { t } = useTranslation();
  const problemId = `${id}-problem`;
  return (
    <div className="login-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-required': true,
        ...(missing ? { status: 'error', 'aria-invalid': true, 'aria-describedby': problemId } : {}),
      })}
      {missing && (
        <p id={problemId} className="login-field-problem" role="alert">
          {t('login.required')}
        </p>
      )}
    </div>
  );
}
