import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChargeFile } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { yuanText } from '../../../components/money-text.js';
import { MoreButton } from '../../../components/more-button.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useChargeFiles, type FilePeriod } from './charge-queries.js';
import { LedgerAuditBlock, ReconciliationBlock } from './reconciliation-blocks.js';
import './charges.css';

export { words } from './words.js';

const KIBIBYTE = 1_024;

/** 计费文件 [S51a]: what the carrier collects, and whether both sides agree. */
export default function ChargeFilesPage() {
  const { t } = useTranslation();
  return (
    <>
      <div className="page-head">
        <h1>{t('charges.title')}</h1>
      </div>
      <p className="page-lead">{t('charges.lead')}</p>
      <div className="charge-states">
        <LedgerAuditBlock />
        <ReconciliationBlock />
      </div>
      <Files />
    </>
  );
}

function Files() {
  const { t } = useTranslation();
  const [period, setPeriod] = useState<FilePeriod>();
  const files = useChargeFiles(period);
  return (
    <>
      <div className="filters">
        <Segmented<FilePeriod | 'all'>
          value={period ?? 'all'}
          aria-label={t('charges.period')}
          options={(['all', 'hour', 'day'] as const).map((value) => ({
            value,
            label: t(`charges.periods.${value}`),
          }))}
          onChange={(value) => setPeriod(value === 'all' ? undefined : value)}
        />
      </div>
      <Loaded query={files}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <FileList files={items} />;
          const isOn = pages.some(({ periods }) => periods.length > 0);
          return (
            <EmptyList text={t(isOn ? 'charges.none' : 'charges.off')}>
              <p className="soft empty-hint">{t(isOn ? 'charges.noneHint' : 'charges.offHint')}</p>
            </EmptyList>
          );
        }}
      </Loaded>
      <MoreButton list={files} />
    </>
  );
}

function FileList({ files }: { readonly files: readonly ChargeFile[] }) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={files}
      idOf={({ id }) => id}
      columns={[
        { title: t('charges.file'), nowrap: true, render: ({ name }) => <bdi className="mono">{name}</bdi> },
        { title: t('charges.period'), nowrap: true, render: ({ period }) => t(`charges.periods.${period}`) },
        { title: t('charges.time'), render: (file) => <FileTime file={file} /> },
        {
          title: t('charges.lines'),
          nowrap: true,
          render: ({ lines }) => <span className="digits">{lines}</span>,
        },
        {
          title: t('charges.sum'),
          nowrap: true,
          render: ({ sumMicroYuan }) => <span className="digits">{yuanText(sumMicroYuan)}</span>,
        },
        { title: t('charges.state'), nowrap: true, render: (file) => <FileState file={file} /> },
      ]}
      actions={({ id, name }) => (
        <Button
          type="link"
          icon={<DownloadOutlined />}
          href={`/api/v1/admin/charge-files/${id}/content`}
          download
          aria-label={t('charges.downloadOf', { name })}
        >
          {t('charges.download')}
        </Button>
      )}
    />
  );
}

/** A day of the zone of the files is one here as well, unless the account has another zone. */
function FileTime({ file: { period, fromMs, toMs } }: { readonly file: ChargeFile }) {
  const { dayText, timeOfDayText, windowText } = useTimeText();
  const isDay = period === 'day' && timeOfDayText(fromMs) === '00:00';
  return isDay ? dayText(fromMs) : windowText(fromMs, toMs);
}

function FileState({ file: { bytes } }: { readonly file: ChargeFile }) {
  const { t } = useTranslation();
  if (bytes === null) return <Tag>{t('charges.away')}</Tag>;
  return (
    <>
      <Tag color="green">{t('charges.written')}</Tag>
      <span className="soft digits">{Math.ceil(bytes / KIBIBYTE)} kB</span>
    </>
  );
}
