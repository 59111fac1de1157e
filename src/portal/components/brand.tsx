import { useTranslation } from 'react-i18next';

export function Brand({ large = false }: { readonly large?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={large ? 'brand brand-large' : 'brand'}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <g fill="#fff">
          <rect x="7" y="13" width="3" height="6" rx="1.5" />
          <rect x="12" y="9" width="3" height="14" rx="1.5" />
          <rect x="17" y="6" width="3" height="20" rx="1.5" />
          <rect x="22" y="11" width="3" height="10" rx="1.5" />
        </g>
      </svg>
      <span className="brand-name">{t('app.name')}</span>
    </span>
  );
}
