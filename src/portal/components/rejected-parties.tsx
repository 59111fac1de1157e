import { useTranslation } from 'react-i18next';
import type { RejectedParty } from '../../client/index.js';
import { barKey } from './party-words.js';
import './party-select.css';

/** Who is not called, and why, one in a line. */
export function RejectedParties({ rejected }: { readonly rejected: readonly RejectedParty[] }) {
  const { t } = useTranslation();
  return (
    <ul className="rejected-parties">
      {rejected.map(({ number, code }) => (
        <li key={number}>
          <bdi className="digits">{number}</bdi> {t(barKey(code), { code })}
        </li>
      ))}
    </ul>
  );
}
