import { PlusOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TariffSummary } from '../../../../client/index.js';
import { LinkButton } from '../../../components/link-button.js';
import { Loaded } from '../../../components/loaded.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useTariffs } from './tariff-queries.js';

export { words } from './words.js';

const COLOURS = { past: 'default', current: 'green', planned: 'blue' } as const;

/** 资费: every version, the newest first [S47]. */
export default function TariffsPage() {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const tariffs = useTariffs();
  return (
    <>
      <div className="page-head">
        <h1>{t('tariffs.title')}</h1>
        <LinkButton type="primary" icon={<PlusOutlined />} to="/admin/tariffs/new">
          {t('tariffs.add')}
        </LinkButton>
      </div>
      <p className="page-lead">{t('tariffs.lead')}</p>
      <Loaded query={tariffs}>
        {(items) => (
          <ResourceList
            items={items}
            idOf={({ version }) => version}
            columns={[
              {
                title: t('tariffs.version'),
                render: ({ version }) => (
                  <Link className="room-name" to={`/admin/tariffs/${version}`}>
                    {version}
                  </Link>
                ),
              },
              {
                title: t('tariffs.state'),
                nowrap: true,
                render: (tariff) => <TariffState tariff={tariff} />,
              },
              {
                title: t('tariffs.validFrom'),
                nowrap: true,
                // The one that the server came with has counted since ever.
                render: ({ validFromMs }) => (validFromMs === 0 ? '–' : dateText(validFromMs)),
              },
              {
                title: t('tariffs.destinations'),
                nowrap: true,
                render: ({ destinations }) => t('tariffs.destinationCount', { count: destinations }),
              },
            ]}
          />
        )}
      </Loaded>
    </>
  );
}

export function TariffState({ tariff: { state } }: { readonly tariff: Pick<TariffSummary, 'state'> }) {
  const { t } = useTranslation();
  return <Tag color={COLOURS[state]}>{t(`tariffs.states.${state}`)}</Tag>;
}
