import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Tariff } from '../../../../client/index.js';
import { Loaded } from '../../../components/loaded.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { PriceLookUp } from './price-look-up.js';
import { ServicePanels } from './service-panels.js';
import { useTariff } from './tariff-queries.js';
import { isCalled, LEG_KINDS, priceText, SERVICES, type Service } from './tariff-values.js';
import { TariffState } from './tariffs-page.js';
import './tariffs.css';

export { words } from './words.js';

/** One version with its prices, and what a call costs by it [S47]. */
export default function TariffPage() {
  const { t } = useTranslation();
  const { version = '' } = useParams();
  const tariff = useTariff(version);
  return (
    <>
      <Link className="back-link" to="/admin/tariffs">
        ‹ {t('tariffs.title')}
      </Link>
      <Loaded query={tariff}>{(found) => <TariffView tariff={found} />}</Loaded>
    </>
  );
}

function TariffView({ tariff }: { readonly tariff: Tariff }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const [shown, setShown] = useState<Service>(SERVICES[0]);
  return (
    <>
      <div className="page-head">
        <h1>{tariff.version}</h1>
        <span>
          {tariff.validFromMs > 0 && (
            <span className="soft">{t('admin.since', { time: dateText(tariff.validFromMs) })} </span>
          )}
          <TariffState tariff={tariff} />
        </span>
      </div>
      <PriceLookUp version={tariff.version} />
      <section className="section">
        <h2>{t('tariffs.legs')}</h2>
        <ServicePanels
          shown={shown}
          onShow={setShown}
          panelOf={(service) => <LegPriceList tariff={tariff} service={service} />}
        />
      </section>
      <section className="section">
        <h2>{t('tariffs.destinations')}</h2>
        <ResourceList
          items={tariff.destinations}
          idOf={({ prefix }) => prefix}
          columns={[
            { title: t('tariffs.zone'), render: ({ zone }) => <bdi>{zone}</bdi> },
            { title: t('tariffs.prefix'), render: ({ prefix }) => <span className="digits">{prefix}</span> },
            {
              title: t('tariffs.price'),
              render: ({ microYuanPerMinute }) => (
                <span className="digits">{priceText(microYuanPerMinute)}</span>
              ),
            },
          ]}
        />
      </section>
    </>
  );
}

function LegPriceList({ tariff: { legs }, service }: { readonly tariff: Tariff; readonly service: Service }) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={LEG_KINDS.map((kind) => ({ kind, ...legs[service][kind] }))}
      idOf={({ kind }) => kind}
      columns={[
        { title: t('tariffs.kind'), render: ({ kind }) => t(`tariffs.kinds.${kind}`) },
        {
          title: t('tariffs.price'),
          nowrap: true,
          render: ({ kind, free, microYuanPerMinute }) => {
            if (free) return t('tariffs.free');
            return isCalled(kind) ? t('tariffs.byDestination') : priceText(microYuanPerMinute);
          },
        },
        {
          title: t('tariffs.blocks'),
          nowrap: true,
          render: ({ firstBlockS: first, incrementS: next }) => t('tariffs.blocksText', { first, next }),
        },
      ]}
    />
  );
}
