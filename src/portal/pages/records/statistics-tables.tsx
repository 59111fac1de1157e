import { useTranslation } from 'react-i18next';
import type { RecordTotals } from '../../../client/index.js';
import { yuanText } from '../../components/money-text.js';
import { clockText } from '../../components/time-text.js';
import type { RecordBar } from './record-bars.js';
import { kindKey, serviceKey } from './words.js';

/** What the chart shows, in figures. */
export function BarTable({ bars, title }: { readonly bars: readonly RecordBar[]; readonly title: string }) {
  const { t } = useTranslation();
  return (
    <div className="figure-table-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="figure-table digits">
        <thead>
          <tr>
            <th scope="col">{t('records.date')}</th>
            <th scope="col">{t('records.legs')}</th>
            <th scope="col">{t('records.duration')}</th>
            <th scope="col">{t('records.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ legs }) => legs > 0)
            .map(({ date, legs, durationMs, costMicroYuan }) => (
              <tr key={date}>
                <th scope="row">{date}</th>
                <td>{legs}</td>
                <td>{clockText(durationMs / 1_000)}</td>
                <td>{yuanText(costMicroYuan)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** By what was done: dialled in, called by us. One kind alone is the sum that stands above. */
export function KindTable({ kinds }: { readonly kinds: RecordTotals['byKind'] }) {
  const { t } = useTranslation();
  if (kinds.length < 2) return null;
  return (
    <div className="figure-table-scroll">
      <table className="figure-table digits">
        <thead>
          <tr>
            <th scope="col">{t('records.byKind')}</th>
            <th scope="col">{t('records.legs')}</th>
            <th scope="col">{t('records.duration')}</th>
            <th scope="col">{t('records.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ service, kind, legs, durationMs, costMicroYuan }) => (
            <tr key={`${service} ${kind}`}>
              <th scope="row">
                {kind === null ? t(kindKey(kind)) : `${t(serviceKey(service))} · ${t(kindKey(kind))}`}
              </th>
              <td>{legs}</td>
              <td>{clockText(durationMs / 1_000)}</td>
              <td>{yuanText(costMicroYuan)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
