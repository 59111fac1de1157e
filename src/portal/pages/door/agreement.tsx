import { useTranslation } from 'react-i18next';
import { AGREEMENT } from './agreement-text.js';

/** In a window of its own, which the keyboard can scroll. */
export function Agreement({ labelledBy }: { readonly labelledBy: string }) {
  const { i18n } = useTranslation();
  const clauses = AGREEMENT[i18n.language === 'en' ? 'en' : 'zh-CN'];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable
    <section className="agreement" aria-labelledby={labelledBy} tabIndex={0}>
      {clauses.map(({ title, text }) => (
        <div key={title}>
          <h3>{title}</h3>
          <p>{text}</p>
        </div>
      ))}
    </section>
  );
}
