import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ContactNumber } from '../../../client/index.js';
import { numberText } from '../../components/number-text.js';

/** One in a line; those that cannot be called from here are told apart. */
export function ContactNumbers({ numbers }: { readonly numbers: readonly ContactNumber[] }) {
  return (
    <ul className="contact-numbers digits">
      {numbers.map((number) => (
        <li key={`${number.number}*${number.extension}`}>
          {number.dialable ? numberText(number.number, number.extension) : <ShortNumber number={number} />}
        </li>
      ))}
    </ul>
  );
}

function ShortNumber({ number: { number } }: { readonly number: ContactNumber }) {
  const { t } = useTranslation();
  return (
    <Tooltip title={t('contacts.shortNumber')}>
      <span className="soft">
        {number} <span className="visually-hidden">{t('contacts.shortNumber')}</span>
      </span>
    </Tooltip>
  );
}
